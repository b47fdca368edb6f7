package dev.twite.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Every tweet that was acknowledged, and from them what each home timeline must be. */
final class Ledger {
  private final Map<Integer, Collection<Long>> byAuthor = new ConcurrentHashMap<>();

  void add(int author, long tweet) {
    byAuthor.computeIfAbsent(author, made -> new ConcurrentLinkedQueue<>()).add(tweet);
  }

  /** Own tweets and those of everybody followed, newest first; ids sort by time. */
  List<Long> home(Graph graph, int reader) {
    List<Long> home = new ArrayList<>(byAuthor.getOrDefault(reader, List.of()));
    for (int followed : graph.neighbours().get(reader)) {
      home.addAll(byAuthor.getOrDefault(followed, List.of()));
    }
    home.sort(Comparator.reverseOrder());
    return home;
  }

  long size() {
    return byAuthor.values().stream().mapToLong(Collection::size).sum();
  }
}
