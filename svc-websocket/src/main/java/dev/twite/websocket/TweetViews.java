package dev.twite.websocket;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.view.Counts;
import dev.twite.common.view.TweetAssembler;
import dev.twite.common.view.TweetView;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tweets as everybody sees them, looked up once for all channels that an event comes on. Kept for
 * two seconds, so that what has been deleted is not shown after five (S4).
 */
final class TweetViews {
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MAX_KEPT = 10_000;

  private final TweetAssembler assembler;
  private final Readers readers;
  private final Cache<Long, TweetView> cache =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  @Inject
  TweetViews(TweetAssembler assembler, Readers readers) {
    this.assembler = assembler;
    this.readers = readers;
  }

  /**
   * By id; those that not everybody may see are left out.
   *
   * @param changed to be looked up in any case
   */
  Map<Long, TweetView> of(Collection<Long> ids, Set<Long> changed) {
    Map<Long, TweetView> found = new HashMap<>();
    Set<Long> missing = new TreeSet<>();
    for (Long id : ids) {
      TweetView known = changed.contains(id) ? null : cache.getIfPresent(id);
      if (known == null) {
        missing.add(id);
      } else {
        found.put(id, known);
      }
    }
    if (!missing.isEmpty()) {
      for (TweetView view : readers.asNobody(() -> assembler.byIds(List.copyOf(missing)))) {
        long id = Long.parseLong(view.id());
        cache.put(id, view);
        found.put(id, view);
      }
    }
    return found;
  }

  /** A tweet as the current reader sees it; null when he does not. */
  TweetView own(long id) {
    return assembler.byIds(List.of(id)).stream().findFirst().orElse(null);
  }

  /** The counts of a tweet as the current reader sees it; empty when they can't all be learnt. */
  Optional<Counts> counts(long id) {
    return assembler.counts(id);
  }

  void forget(long id) {
    cache.invalidate(id);
  }
}
