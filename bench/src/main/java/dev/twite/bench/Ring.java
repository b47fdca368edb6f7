package dev.twite.bench;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A small regular graph: everybody knows the ten nearest on a ring. */
final class Ring {
  private static final int REACH = 5;

  private Ring() {}

  static Graph of(int people) {
    NavigableMap<Integer, NavigableSet<Integer>> neighbours = new TreeMap<>();
    for (int node = 0; node < people; node++) {
      NavigableSet<Integer> others = new TreeSet<>();
      for (int step = 1; step <= REACH; step++) {
        others.add((node + step) % people);
        others.add((node - step + people) % people);
      }
      neighbours.put(node, others);
    }
    return new Graph(neighbours);
  }
}
