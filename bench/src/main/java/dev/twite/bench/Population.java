package dev.twite.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The people of a graph as users of Twite.
 *
 * @param graph who follows whom, in both directions
 * @param people by node
 */
record Population(Graph graph, Map<Integer, Person> people) {
  /** Registers everybody and makes them follow each other. */
  static Population settle(Graph graph, Api api, int clients, PrintStream out) {
    Settlers settlers = new Settlers(api, clients, out);
    Map<Integer, Person> people = settlers.register(graph.nodes());
    List<Settlers.Follow> follows = new ArrayList<>();
    graph
        .neighbours()
        .forEach(
            (node, others) ->
                others.forEach(
                    other ->
                        follows.add(new Settlers.Follow(people.get(node), people.get(other)))));
    settlers.follow(follows);
    return new Population(graph, people);
  }

  List<Person> followersOf(int node) {
    return graph.neighbours().get(node).stream().map(people::get).toList();
  }
}
