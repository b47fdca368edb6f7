package dev.twite.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The people of a graph as users of Twite.
 *
 * @param graph who follows whom, in both directions
 * @param people by node
 */
record Population(Graph graph, Map<Integer, Person> people) {
  private static final int RUN_LENGTH = 5;

  /** Hashing a password keeps a core busy: more at once only wait, and are sent away. */
  private static final int REGISTERING = 4;

  private record Follow(Person who, Person whom) {}

  /** Registers everybody and makes them follow each other. */
  static Population settle(Graph graph, Api api, int clients, PrintStream out) {
    // New handles in each run, so that a run can follow another on the same data.
    String run = randomWord();
    Map<Integer, Person> people = new ConcurrentHashMap<>();
    try (Bar bar = new Bar(out, "Registering", graph.nodes().size())) {
      Crowd.share(
          Math.min(clients, REGISTERING),
          graph.nodes(),
          node -> {
            people.put(node, api.register("u" + node + "_" + run));
            bar.step();
          });
    }
    List<Follow> follows = new ArrayList<>();
    graph
        .neighbours()
        .forEach(
            (node, others) ->
                others.forEach(
                    other -> follows.add(new Follow(people.get(node), people.get(other)))));
    try (Bar bar = new Bar(out, "Following", follows.size())) {
      Crowd.share(
          clients,
          follows,
          follow -> {
            api.follow(follow.who(), follow.whom());
            bar.step();
          });
    }
    return new Population(graph, Map.copyOf(people));
  }

  List<Person> followersOf(int node) {
    return graph.neighbours().get(node).stream().map(people::get).toList();
  }

  private static String randomWord() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < RUN_LENGTH; i++) {
      word.append(Character.forDigit(ThreadLocalRandom.current().nextInt(36), 36));
    }
    return word.toString();
  }
}
