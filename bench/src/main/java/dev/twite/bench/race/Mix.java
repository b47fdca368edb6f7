package dev.twite.bench.race;

import dev.twite.bench.Person;
import dev.twite.bench.race.Row.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The mix of DeathStarBench's social network: 60 % home, 30 % user, 10 % new tweets, 64
 * connections. First the peak (closed loop), then the latency at 70 % of it (open loop); memory
 * meanwhile.
 */
final class Mix {
  private static final int CONNECTIONS = 64;
  private static final double PART = 0.7;
  private static final int HOME_PERCENT = 60;
  private static final int USER_PERCENT = 30;
  private static final Goal FAST = new Goal(Goal.Kind.MOST, 50);
  private static final Goal SMALL = new Goal(Goal.Kind.MOST, 768);

  private final Ground ground;

  Mix(Ground ground) {
    this.ground = ground;
  }

  List<Row> run() {
    int people = Math.min(ground.plan().network().size(), ground.cast().crowd().size());
    WireLoad load =
        new WireLoad(
            ground.stage().url(), CONNECTIONS, requests(ground.cast().crowd().subList(0, people)));
    Duration round = ground.plan().round().plusSeconds(1);
    AtomicLong memory = new AtomicLong();
    Thread watch = Thread.ofPlatform().daemon().start(() -> watch(memory));
    load.closed(round);
    Rounds peaks = new Rounds("peak");
    for (int i = 0; i < ground.plan().rounds(); i++) {
      peaks.add(load.closed(round));
      ground.say("round %d: peak %s", i + 1, peaks);
    }
    double rate = PART * Row.median(peaks.rates());
    List<Double> p99 = new ArrayList<>();
    List<Double> p50 = new ArrayList<>();
    long errors = 0;
    for (int i = 0; i < ground.plan().rounds(); i++) {
      Measured open = load.open(rate, round);
      p50.add(open.p50Millis());
      p99.add(open.p99Millis());
      errors += open.errors();
      ground.say(
          "round %d at %s: p50 %.1f ms, p99 %.1f ms, %d errors",
          i + 1, Results.number(rate, "/s"), open.p50Millis(), open.p99Millis(), open.errors());
    }
    watch.interrupt();
    String at = " at 70 % of the peak, from the intended begin";
    return List.of(
        Row.of("mix, peak, 64 connections", "/s", peaks.rates(), Goal.NONE, peaks.errors()),
        Row.of("mix, p50" + at, "ms", p50, Goal.NONE, 0),
        Row.of("mix, p99" + at, "ms", p99, FAST, errors),
        Row.of(
            "memory of the services under the mix, most",
            "MiB",
            List.of((double) memory.get()),
            SMALL,
            0));
  }

  /** What the mix is made of. */
  static Requests requests(List<Person> people) {
    Requests tweets = Creation.tweets(people);
    return random -> {
      int dice = random.nextInt(100);
      if (dice >= HOME_PERCENT + USER_PERCENT) {
        return tweets.next(random);
      }
      Person reader = people.get(random.nextInt(people.size()));
      Person author = people.get(random.nextInt(people.size()));
      String path =
          dice < HOME_PERCENT
              ? "/v1/timelines/home?limit=20"
              : "/v1/users/" + author.id() + "/tweets?limit=20";
      return new Requests.Request(
          WireConnection.request("GET", path, reader.accessToken(), null), 200);
    };
  }

  private void watch(AtomicLong most) {
    while (!Thread.currentThread().isInterrupted()) {
      long mib = ground.stage().server().residentMib().getOrDefault("twite", 0L);
      most.accumulateAndGet(mib, Math::max);
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }
}
