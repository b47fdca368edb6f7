package dev.twite.bench.bots;

import dev.twite.bench.Api;
import dev.twite.bench.Person;
import dev.twite.bench.Settlers;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The bots as users of Twite.
 *
 * @param people by number
 * @param followers of each, by number
 * @param languages by number
 */
record Society(
    Network network, List<Person> people, List<List<Integer>> followers, List<Language> languages) {
  /** Registers everybody and makes them follow. */
  static Society settle(Network network, Api api, int clients, long seed, PrintStream out) {
    Settlers settlers = new Settlers(api, clients, out);
    Map<Integer, Person> registered =
        settlers.register(IntStream.range(0, network.size()).boxed().toList());
    List<Person> people = IntStream.range(0, network.size()).mapToObj(registered::get).toList();
    List<Settlers.Follow> follows = new ArrayList<>();
    for (int person = 0; person < network.size(); person++) {
      for (int other : network.following().get(person)) {
        follows.add(new Settlers.Follow(people.get(person), people.get(other)));
      }
    }
    settlers.follow(follows);
    SplittableRandom random = new SplittableRandom(seed);
    List<Language> languages =
        Stream.generate(() -> Language.draw(random)).limit(network.size()).toList();
    return new Society(network, people, network.followers(), languages);
  }

  int size() {
    return people.size();
  }

  Person person(int number) {
    return people.get(number);
  }
}
