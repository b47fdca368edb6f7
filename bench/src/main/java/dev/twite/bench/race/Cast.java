package dev.twite.bench.race;

import dev.twite.bench.Api;
import dev.twite.bench.Bar;
import dev.twite.bench.BenchException;
import dev.twite.bench.Crowd;
import dev.twite.bench.Person;
import dev.twite.bench.Settlers;
import dev.twite.bench.bots.Network;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The people of a race: a crowd that follows by a network and has written, stars whom a thousand
 * follow, voices whom forty follow. Everybody has looked at home once, so that all have timelines.
 */
final class Cast {
  static final int STAR_FOLLOWERS = 1_000;
  static final int VOICE_FOLLOWERS = 40;

  private static final int STARS = 4;
  private static final int VOICES = 25;
  private static final int TWEETS_EACH = 4;
  private static final int PAGE = 20;
  private static final int CLIENTS = 16;

  private final List<Person> crowd;
  private final List<Person> stars;
  private final List<Person> voices;
  private final List<List<Person>> voiceFollowers;
  private final List<Person> full;

  private Cast(
      List<Person> crowd,
      List<Person> stars,
      List<Person> voices,
      List<List<Person>> voiceFollowers,
      List<Person> full) {
    this.crowd = crowd;
    this.stars = stars;
    this.voices = voices;
    this.voiceFollowers = voiceFollowers;
    this.full = full;
  }

  static Cast settle(Network network, RacePlan plan, Api api, Postgres postgres, PrintStream out) {
    Settlers settlers = new Settlers(api, CLIENTS, out);
    boolean wantsStars = plan.wants("fanout");
    boolean wantsVoices = plan.wants("fresh");
    int people = wantsStars ? Math.max(STAR_FOLLOWERS, network.size()) : network.size();
    int stars = wantsStars ? STARS : 0;
    int voices = wantsVoices ? VOICES : 0;
    Map<Integer, Person> all =
        settlers.register(IntStream.range(0, people + stars + voices).boxed().toList());
    List<Person> crowd = slice(all, 0, people);
    List<Person> starring = slice(all, people, stars);
    List<Person> speaking = slice(all, people + stars, voices);

    List<Settlers.Follow> follows = new ArrayList<>();
    for (int person = 0; person < network.size(); person++) {
      for (int other : network.following().get(person)) {
        follows.add(new Settlers.Follow(crowd.get(person), crowd.get(other)));
      }
    }
    for (Person star : starring) {
      crowd.subList(0, STAR_FOLLOWERS).forEach(fan -> follows.add(new Settlers.Follow(fan, star)));
    }
    Random random = new Random(1);
    List<List<Person>> listening = new ArrayList<>();
    for (Person voice : speaking) {
      List<Person> shuffled = new ArrayList<>(crowd);
      Collections.shuffle(shuffled, random);
      List<Person> chosen =
          List.copyOf(shuffled.subList(0, Math.min(VOICE_FOLLOWERS, shuffled.size())));
      chosen.forEach(fan -> follows.add(new Settlers.Follow(fan, voice)));
      listening.add(chosen);
    }
    BulkFollows.make(postgres, follows, Instant.now());
    out.printf("Following              %,d, by SQL%n", follows.size());
    write(crowd, api, out);
    List<Person> full = look(crowd, api, out);
    return new Cast(crowd, starring, speaking, listening, full);
  }

  private static List<Person> slice(Map<Integer, Person> all, int from, int count) {
    return IntStream.range(from, from + count).mapToObj(all::get).toList();
  }

  private static void write(List<Person> crowd, Api api, PrintStream out) {
    List<Person> turns = new ArrayList<>();
    for (int i = 0; i < TWEETS_EACH; i++) {
      turns.addAll(crowd);
    }
    try (Bar bar = new Bar(out, "Writing", turns.size())) {
      Crowd.share(
          CLIENTS,
          turns,
          person -> {
            String text = Texts.next();
            api.tweet(person, text);
            bar.step();
          });
    }
  }

  /** Those who find a whole page. */
  private static List<Person> look(List<Person> crowd, Api api, PrintStream out) {
    List<Person> full = Collections.synchronizedList(new ArrayList<>());
    try (Bar bar = new Bar(out, "Looking", crowd.size())) {
      Crowd.share(
          CLIENTS,
          crowd,
          person -> {
            try {
              if (api.home(person, PAGE, null).ids().size() == PAGE) {
                full.add(person);
              }
            } catch (IOException e) {
              throw new BenchException("Home can't be read: " + e, e);
            }
            bar.step();
          });
    }
    if (full.isEmpty()) {
      throw new BenchException("Nobody has 20 tweets at home: the network is too thin");
    }
    return List.copyOf(full);
  }

  List<Person> crowd() {
    return crowd;
  }

  List<Person> stars() {
    return stars;
  }

  List<Person> voices() {
    return voices;
  }

  List<Person> followersOfVoice(int voice) {
    return voiceFollowers.get(voice);
  }

  /** Whose home timeline has a whole page. */
  List<Person> full() {
    return full;
  }
}
