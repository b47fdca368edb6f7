package dev.twite.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Values by id, kept in this process for a moment, so that what many look at is not fetched for
 * each of them. Where a value is changed it is forgotten at once; other processes follow when its
 * time is over. What was being fetched while it was forgotten is handed out and not kept.
 */
public final class NearCache<V> {
  private final Cache<Long, V> cache;
  private final Changes changes = new Changes();

  /**
   * @param most values, at most
   * @param kept how long each is
   */
  public NearCache(int most, Duration kept) {
    this.cache = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(kept).build();
  }

  /** A value that needs no fetching. */
  public Optional<V> kept(long id) {
    return Optional.ofNullable(cache.getIfPresent(id));
  }

  /**
   * A value.
   *
   * @param fetch brings one that is not kept; null is none, and not kept
   */
  public Optional<V> one(long id, Function<Long, V> fetch) {
    V known = cache.getIfPresent(id);
    if (known != null) {
      return Optional.of(known);
    }
    int before = changes.of(id);
    // Not by cache.get(id, fetch): that would hold a lock of the cache meanwhile.
    V fetched = fetch.apply(id);
    keep(id, fetched, before);
    return Optional.ofNullable(fetched);
  }

  /**
   * The values that there are, in the order of {@code ids}.
   *
   * @param fetch brings those that are not kept, with one call for all; what it leaves out is none
   */
  public Map<Long, V> all(Collection<Long> ids, Function<List<Long>, Map<Long, V>> fetch) {
    Map<Long, V> found = LinkedHashMap.newLinkedHashMap(ids.size());
    List<Long> missing = new ArrayList<>();
    for (Long id : ids) {
      if (!found.containsKey(id)) {
        V known = cache.getIfPresent(id);
        // Also of a missing one, for its place.
        found.put(id, known);
        if (known == null) {
          missing.add(id);
        }
      }
    }
    if (missing.isEmpty()) {
      return found;
    }
    Map<Long, V> fetched = anew(missing, fetch);
    for (Long id : missing) {
      V value = fetched.get(id);
      if (value == null) {
        found.remove(id);
      } else {
        found.put(id, value);
      }
    }
    return found;
  }

  /**
   * Fetches values whether they are kept or not, and keeps them.
   *
   * @param fetch as in {@link #all}
   */
  public Map<Long, V> anew(List<Long> ids, Function<List<Long>, Map<Long, V>> fetch) {
    int[] before = ids.stream().mapToInt(id -> changes.of(id)).toArray();
    Map<Long, V> fetched = fetch.apply(List.copyOf(ids));
    for (int i = 0; i < before.length; i++) {
      keep(ids.get(i), fetched.get(ids.get(i)), before[i]);
    }
    return fetched;
  }

  /** To be called when a change can be seen by whoever fetches, and before it is acknowledged. */
  public void forget(long id) {
    changes.count(id);
    cache.invalidate(id);
  }

  /** {@link #forget} of everything. */
  public void forgetAll() {
    changes.countAll();
    cache.invalidateAll();
  }

  private void keep(long id, V value, int before) {
    if (value != null) {
      // In one step: whoever forgets counts first, and waits for this one to take it out again.
      cache.asMap().compute(id, (same, kept) -> changes.of(same) == before ? value : kept);
    }
  }
}
