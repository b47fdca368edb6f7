package dev.twite.common.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.collect.Iterables;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.Outages;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.media.v1.GetMediaRequest;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.MediaItem;
import io.grpc.StatusRuntimeException;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up pictures, for a whole page with one call, and with none for a page without. Kept for two
 * seconds, so that what is removed is not shown after five (S4). As with {@link Likes}, a page is
 * worth showing without: nobody waits long for them.
 */
public final class Pictures {
  private static final Logger log = LoggerFactory.getLogger(Pictures.class);
  private static final int BATCH = 500;
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MAX_KEPT = 20_000;
  private static final Duration PATIENCE = Duration.ofMillis(500);
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final MediaBlockingStub media;
  private final MediaLinks links;
  private final Counter missing;
  private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());
  private final Cache<Long, Optional<MediaItem>> cache =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  @Inject
  Pictures(MediaBlockingStub media, MediaLinks links, Metrics metrics) {
    this.media = media;
    this.links = links;
    this.missing =
        metrics.counter("twite_view_pictures_missing_total", "Pages served without pictures");
  }

  /** The pictures of these ids; 0 is none. Without those that are gone or could not be learnt. */
  public Album of(Collection<Long> ids) {
    Map<Long, MediaItem> found = new HashMap<>();
    Set<Long> unknown = new TreeSet<>();
    for (Long id : ids) {
      if (id != 0) {
        Optional<MediaItem> known = cache.getIfPresent(id);
        if (known == null) {
          unknown.add(id);
        } else {
          known.ifPresent(item -> found.put(id, item));
        }
      }
    }
    if (!unknown.isEmpty()) {
      found.putAll(ask(unknown));
    }
    return found.isEmpty() ? Album.EMPTY : new Album(found, links);
  }

  /** How a picture that was just taken in is shown. */
  public MediaView view(MediaItem item) {
    return new Album(Map.of(item.getId(), item), links).views(List.of(item.getId())).getFirst();
  }

  private Map<Long, MediaItem> ask(Set<Long> ids) {
    Map<Long, MediaItem> found = new HashMap<>();
    if (System.nanoTime() - awayUntil.get() < 0) {
      missing.inc();
      return found;
    }
    long start = System.nanoTime();
    try {
      for (List<Long> batch : Iterables.partition(ids, BATCH)) {
        start = System.nanoTime();
        media
            .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
            .getMedia(GetMediaRequest.newBuilder().addAllIds(batch).build())
            .getItemsList()
            .forEach(item -> found.put(item.getId(), item));
        batch.forEach(id -> cache.put(id, Optional.ofNullable(found.get(id))));
      }
    } catch (StatusRuntimeException failed) {
      if (isAway(failed, System.nanoTime() - start)) {
        awayUntil.set(System.nanoTime() + AWAY.toNanos());
      }
      missing.inc();
      log.warn("A page goes without pictures: {}", failed.getStatus());
    }
    return found;
  }

  // A caller who has less time than our patience, or a call too many, says nothing of the next one.
  private static boolean isAway(StatusRuntimeException failed, long tookNanos) {
    ErrorCode code = Outages.codeOf(failed).orElse(ErrorCode.INTERNAL);
    return code == ErrorCode.UNAVAILABLE
        || (code == ErrorCode.DEADLINE_EXCEEDED && tookNanos >= PATIENCE.toNanos());
  }
}
