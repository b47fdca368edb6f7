package dev.twite.search.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Whose counts have to be fetched again, and when. Events only mark; what is fetched is exact, so
 * it matters neither how often they come nor in which order. Kept in commits, since the events
 * behind are not read again.
 */
public final class Dirty {
  private final Map<Long, Entry> entries = new ConcurrentHashMap<>();

  /**
   * @param dueNanos when it is fetched: never put off by further marks
   * @param settledNanos when a fetch is the last that is needed
   */
  private record Entry(long version, int tries, long dueNanos, long settledNanos) {}

  /** One that is due, as it was marked. */
  public record Due(long id, long version) {}

  private long versions;

  /** Marks, to be fetched after a delay. */
  public synchronized void mark(long id, long delayMillis) {
    long settled = after(delayMillis);
    long version = ++versions;
    entries.merge(
        id,
        new Entry(version, 0, settled, settled),
        (before, fresh) ->
            new Entry(
                version,
                0,
                before.dueNanos() - settled < 0 ? before.dueNanos() : settled,
                settled));
  }

  /** At most {@code most} that are due. */
  public List<Due> due(int most) {
    long now = System.nanoTime();
    List<Due> due = new ArrayList<>();
    for (Map.Entry<Long, Entry> entry : entries.entrySet()) {
      if (entry.getValue().dueNanos() - now <= 0) {
        due.add(new Due(entry.getKey(), entry.getValue().version()));
        if (due.size() == most) {
          break;
        }
      }
    }
    return due;
  }

  /** Unmarks those that were not marked again meanwhile. */
  public void done(Collection<Due> fetched) {
    for (Due one : fetched) {
      entries.computeIfPresent(one.id(), (id, entry) -> afterFetch(one, entry));
    }
  }

  // What was marked after its fetch was due, and what may not have settled, comes once more.
  private static Entry afterFetch(Due one, Entry entry) {
    boolean settled = entry.settledNanos() - System.nanoTime() <= 0;
    return settled && entry.version() == one.version()
        ? null
        : new Entry(entry.version(), entry.tries(), entry.settledNanos(), entry.settledNanos());
  }

  /** Once more later; after {@code most} tries it is given up. */
  public void again(Due one, long delayMillis, int most) {
    entries.computeIfPresent(
        one.id(),
        (id, entry) -> {
          if (entry.version() != one.version()) {
            return entry;
          }
          return entry.tries() + 1 >= most
              ? null
              : new Entry(
                  entry.version(), entry.tries() + 1, after(delayMillis), entry.settledNanos());
        });
  }

  public int size() {
    return entries.size();
  }

  Set<Long> ids() {
    return Set.copyOf(entries.keySet());
  }

  void clear() {
    entries.clear();
  }

  private static long after(long millis) {
    return System.nanoTime() + millis * 1_000_000;
  }
}
