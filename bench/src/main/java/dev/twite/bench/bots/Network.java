package dev.twite.bench.bots;

import dev.twite.bench.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Who follows whom; people are numbered from 0.
 *
 * @param following of each person, none twice, never himself
 */
public record Network(List<List<Integer>> following) {
  private static final double FAME = 0.9;
  private static final double FOLLOW_BACK = 0.25;
  private static final double FRIEND_OF_FRIEND = 0.25;

  /** Pareto with this exponent has its mean at twice its least value. */
  private static final double CURIOSITY = 2;

  public Network {
    following = following.stream().map(List::copyOf).toList();
  }

  /** The people of an edge list, in both directions. */
  public static Network of(Graph graph) {
    List<Integer> nodes = graph.nodes();
    Map<Integer, Integer> numbers = new HashMap<>();
    nodes.forEach(node -> numbers.put(node, numbers.size()));
    return new Network(
        nodes.stream()
            .map(node -> graph.neighbours().get(node).stream().map(numbers::get).toList())
            .toList());
  }

  /**
   * As it is among people: few have most followers (Zipf's law; person 0 has most), how many one
   * follows is Pareto's, many follow back, and friends' friends become friends.
   *
   * @param mean how many a person follows, about
   */
  public static Network heavyTailed(int people, int mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Zipf fame = new Zipf(people, FAME);
    int most = Math.min(people - 1, 20 * mean);
    List<Set<Integer>> following = new ArrayList<>();
    List<List<Integer>> followers = new ArrayList<>();
    for (int person = 0; person < people; person++) {
      following.add(new LinkedHashSet<>());
      followers.add(new ArrayList<>());
    }
    for (int person = 0; person < people; person++) {
      double curiosity = mean / 2.0 * Math.pow(1 - random.nextDouble(), -1 / CURIOSITY);
      int wanted = Math.clamp(Math.round(curiosity), 1, most);
      // Those who are followed by all are soon found: then he follows fewer.
      for (int tries = 0; tries < 8 * wanted && following.get(person).size() < wanted; tries++) {
        int other = choose(person, following, followers, fame, random);
        if (other != person && following.get(person).add(other)) {
          followers.get(other).add(person);
        }
      }
    }
    return new Network(following.stream().map(List::copyOf).toList());
  }

  private static int choose(
      int person,
      List<Set<Integer>> following,
      List<List<Integer>> followers,
      Zipf fame,
      SplittableRandom random) {
    double dice = random.nextDouble();
    List<Integer> mine = followers.get(person);
    if (dice < FOLLOW_BACK && !mine.isEmpty()) {
      return mine.get(random.nextInt(mine.size()));
    }
    int known = fame.draw(random);
    Set<Integer> friends = following.get(known);
    if (dice > 1 - FRIEND_OF_FRIEND && !friends.isEmpty()) {
      return friends.stream().skip(random.nextInt(friends.size())).findFirst().orElseThrow();
    }
    return known;
  }

  public int size() {
    return following.size();
  }

  public int follows() {
    return following.stream().mapToInt(List::size).sum();
  }

  /** The other way round. */
  public List<List<Integer>> followers() {
    List<List<Integer>> followers = new ArrayList<>();
    following.forEach(unused -> followers.add(new ArrayList<>()));
    for (int person = 0; person < following.size(); person++) {
      for (int other : following.get(person)) {
        followers.get(other).add(person);
      }
    }
    return followers;
  }
}
