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

  private record Entry(long version, int tries, long dueNanos) {}

  /** One that is due, as it was marked. */
  public record Due(long id, long version) {}

  private long versions;

  /** Marks, to be fetched after a delay. */
  public synchronized void mark(long id, long delayMillis) {
    entries.put(id, new Entry(++versions, 0, after(delayMillis)));
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
      entries.computeIfPresent(
          one.id(), (id, entry) -> entry.version() == one.version() ? null : entry);
    }
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
              : new Entry(entry.version(), entry.tries() + 1, after(delayMillis));
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
