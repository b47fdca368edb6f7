package dev.twite.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Makes accounts and lets them follow each other, as fast as the server takes it. */
public final class Settlers {
  private static final int RUN_LENGTH = 5;

  /** Hashing a password keeps a core busy: more at once only wait, and are sent away. */
  private static final int REGISTERING = 4;

  private final Api api;
  private final int clients;
  private final PrintStream out;
  // New handles in each run, so that a run can follow another on the same data.
  private final String run = randomWord();

  /** One follows another. */
  public record Follow(Person who, Person whom) {}

  public Settlers(Api api, int clients, PrintStream out) {
    this.api = api;
    this.clients = clients;
    this.out = out;
  }

  /** An account for each number. */
  public Map<Integer, Person> register(List<Integer> nodes) {
    Map<Integer, Person> people = new ConcurrentHashMap<>();
    try (Bar bar = new Bar(out, "Registering", nodes.size())) {
      Crowd.share(
          Math.min(clients, REGISTERING),
          nodes,
          node -> {
            people.put(node, api.register("u" + node + "_" + run));
            bar.step();
          });
    }
    return Map.copyOf(people);
  }

  public void follow(List<Follow> follows) {
    try (Bar bar = new Bar(out, "Following", follows.size())) {
      Crowd.share(
          clients,
          follows,
          follow -> {
            api.follow(follow.who(), follow.whom());
            bar.step();
          });
    }
  }

  private static String randomWord() {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < RUN_LENGTH; i++) {
      word.append(Character.forDigit(ThreadLocalRandom.current().nextInt(36), 36));
    }
    return word.toString();
  }
}
