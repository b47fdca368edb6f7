package dev.twite.bench.race;

import dev.twite.bench.Api;
import dev.twite.bench.BenchException;
import dev.twite.bench.Crowd;
import dev.twite.bench.Person;
import dev.twite.bench.race.Row.Goal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Home and user timelines beside the floor, 32 connections, 20 tweets, signed in. */
final class TimelineReads {
  static final int CONNECTIONS = 32;
  private static final int AT_ONCE = 16;
  private static final int AUTHORS = 50;
  private static final int PAGE = 20;
  private static final Duration WARM = Duration.ofSeconds(8);
  private static final Goal AS_THE_FLOOR = new Goal(Goal.Kind.RATIO, 1.0);

  private final Ground ground;

  TimelineReads(Ground ground) {
    this.ground = ground;
  }

  List<Row> run() {
    URI twite = ground.stage().url();
    List<Reads.Read> home = homes(ground.cast().full());
    List<Reads.Read> user = users();
    try (FloorData data = new FloorData(ground.stage().redisUrl());
        Floor floor = Floor.start(ground.stage().redisUrl(), ground.stage().keySet())) {
      fill(data);
      List<Reads.Read> least = floorReads(FloorMain.HOME);
      for (List<Reads.Read> warm : List.of(home, user)) {
        ground.reads().run(twite, warm, CONNECTIONS, WARM);
      }
      ground.reads().run(floor.url(), least, CONNECTIONS, WARM);
      Rounds floors = new Rounds("floor");
      Rounds homes = new Rounds("home timeline");
      Rounds users = new Rounds("user timeline");
      for (int i = 0; i < ground.plan().rounds(); i++) {
        floors.add(read(floor.url(), least));
        homes.add(read(twite, home));
        users.add(read(twite, user));
        ground.say("round %d: floor %s, home %s, user %s", i + 1, floors, homes, users);
      }
      Measured checked = read(floor.url(), floorReads(FloorMain.HOME_CHECKED));
      Measured nothing = read(floor.url(), floorReads(FloorMain.NOTHING));
      List<Row> rows = new ArrayList<>();
      rows.add(homes.row("home timeline, 20 tweets, 32 connections", floors, AS_THE_FLOOR));
      rows.add(homes.p99("home timeline, p99"));
      rows.add(users.row("user timeline, 20 tweets, 32 connections", floors, AS_THE_FLOOR));
      rows.add(users.p99("user timeline, p99"));
      rows.add(
          Row.of(
              "floor that checks a signature each time",
              "/s",
              List.of(checked.perSecond()),
              Goal.NONE,
              checked.errors()));
      rows.add(
          Row.of(
              "the load itself: a fixed answer",
              "/s",
              List.of(nothing.perSecond()),
              Goal.NONE,
              nothing.errors()));
      return rows;
    }
  }

  private Measured read(URI server, List<Reads.Read> reads) {
    return ground.reads().run(server, reads, CONNECTIONS, ground.plan().round());
  }

  /** A home timeline each. */
  static List<Reads.Read> homes(List<Person> people) {
    return people.stream()
        .map(person -> new Reads.Read("/v1/timelines/home?limit=20", person.accessToken()))
        .toList();
  }

  private List<Reads.Read> floorReads(String path) {
    return ground.cast().full().stream()
        .map(person -> new Reads.Read(path, person.accessToken()))
        .toList();
  }

  /** The pages of some who write until a page is full. */
  private List<Reads.Read> users() {
    List<Person> readers = ground.cast().full();
    List<Person> authors = readers.subList(0, Math.min(AUTHORS, readers.size()));
    Api api = ground.stage().api();
    Crowd.share(
        AT_ONCE,
        authors,
        author -> {
          for (int i = 0; i < PAGE; i++) {
            api.tweet(author, Texts.next());
          }
        });
    List<Reads.Read> reads = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      reads.add(
          new Reads.Read(
              "/v1/users/" + authors.get(i % authors.size()).id() + "/tweets?limit=20",
              readers.get(i).accessToken()));
    }
    return reads;
  }

  private void fill(FloorData data) {
    try (WireConnection connection = new WireConnection(ground.stage().url())) {
      for (Person person : ground.cast().full()) {
        int status =
            connection.exchange(
                WireConnection.request(
                    "GET", "/v1/timelines/home?limit=20", person.accessToken(), null));
        if (status != 200) {
          throw new BenchException("Home answers " + status + " while the floor is filled");
        }
        data.keep(person.id(), connection.body());
      }
    } catch (IOException e) {
      throw new BenchException("The floor can't be filled: " + e, e);
    }
  }
}
