package dev.twite.websocket;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.twite.common.boot.Component;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.thread.Threads;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Whom readers have muted. Looked up when they subscribe, and again in the background when somebody
 * asks after ten seconds: a mute is a matter of comfort, and thousands of readers of one event must
 * not cost as many calls. Blocks are not: see {@link Renderer}.
 */
final class Mutes implements Component {
  private static final Duration FRESH = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MAX_KEPT = 100_000;
  private static final int LOADERS = 4;

  private final ExecutorService executor =
      Executors.newFixedThreadPool(LOADERS, Threads.forTasks("mutes"));
  private final LoadingCache<Long, Set<Long>> muted;

  @Inject
  Mutes(ReadFilters filters) {
    this.muted =
        Caffeine.newBuilder()
            .maximumSize(MAX_KEPT)
            .refreshAfterWrite(FRESH)
            .expireAfterAccess(KEPT)
            .executor(executor)
            .build(reader -> filters.of(reader).muted());
  }

  @Override
  public void start() {}

  @Override
  public void stop() {
    executor.shutdownNow();
  }

  /** Looks a reader up, so that events find him known. */
  void prepare(long reader) {
    var unused = muted.get(reader);
  }

  boolean isMuted(long reader, long author) {
    return muted.get(reader).contains(author);
  }
}
