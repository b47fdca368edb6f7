package dev.twite.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads everybody's whole home timeline and compares it with the one that brute force gives. Those
 * that differ are read again until they agree, or the time is over and they were read often enough:
 * fan-out may be under way, and a server out of breath.
 */
final class Comparison {
  private static final int PAGE = 100;
  private static final int SHOWN_IDS = 5;
  private static final int LEAST_ROUNDS = 3;
  private static final Duration BETWEEN_ROUNDS = Duration.ofMillis(200);

  private final Population population;
  private final Api api;
  private final Ledger ledger;

  Comparison(Population population, Api api, Ledger ledger) {
    this.population = population;
    this.api = api;
    this.ledger = ledger;
  }

  /** What differs at the end, by node. */
  Map<Integer, String> run(int clients, Duration patience, PrintStream out) {
    long begin = System.nanoTime();
    List<Integer> open = population.graph().nodes();
    for (int round = 1; ; round++) {
      Map<Integer, String> differences = new ConcurrentHashMap<>();
      try (Bar bar = new Bar(out, "Comparing", open.size())) {
        Crowd.share(
            clients,
            open,
            node -> {
              difference(node).ifPresent(text -> differences.put(node, text));
              bar.step();
            });
      }
      boolean enough = round >= LEAST_ROUNDS && System.nanoTime() - begin > patience.toNanos();
      if (differences.isEmpty() || enough) {
        return new TreeMap<>(differences);
      }
      open = new ArrayList<>(differences.keySet());
      LockSupport.parkNanos(BETWEEN_ROUNDS.toNanos());
    }
  }

  private Optional<String> difference(int node) {
    Person reader = population.people().get(node);
    List<Long> expected = ledger.home(population.graph(), node);
    List<Long> actual;
    try {
      actual = whole(reader, expected.size());
    } catch (UnexpectedStatus refused) {
      return Optional.of(refused.getMessage());
    } catch (IOException broken) {
      return Optional.of(broken.toString());
    }
    return actual.equals(expected) ? Optional.empty() : Optional.of(describe(expected, actual));
  }

  /** Every page; one that goes on far past what there can be is given up. */
  private List<Long> whole(Person reader, int expected) throws IOException {
    List<Long> all = new ArrayList<>();
    String cursor = null;
    do {
      Page page = api.home(reader, PAGE, cursor);
      all.addAll(page.ids());
      cursor = page.next();
    } while (cursor != null && all.size() <= expected + PAGE);
    return all;
  }

  static String describe(List<Long> expected, List<Long> actual) {
    Set<Long> missing = new LinkedHashSet<>(expected);
    actual.forEach(missing::remove);
    Set<Long> extra = new LinkedHashSet<>(actual);
    expected.forEach(extra::remove);
    int doubles = actual.size() - new LinkedHashSet<>(actual).size();
    StringBuilder text = new StringBuilder();
    text.append(expected.size()).append(" expected, ").append(actual.size()).append(" found");
    append(text, "missing", missing);
    append(text, "too many", extra);
    if (doubles > 0) {
      text.append("; ").append(doubles).append(" more than once");
    }
    if (missing.isEmpty() && extra.isEmpty() && doubles == 0) {
      text.append("; in another order");
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String what, Set<Long> ids) {
    if (!ids.isEmpty()) {
      text.append("; ").append(ids.size()).append(' ').append(what).append(": ");
      text.append(ids.stream().limit(SHOWN_IDS).toList());
    }
  }
}
