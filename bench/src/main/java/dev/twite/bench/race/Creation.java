package dev.twite.bench.race;

import dev.twite.bench.Person;
import dev.twite.bench.race.Row.Goal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durable tweets beside single-row commits, 16 connections each, on the same PostgreSQL. */
final class Creation {
  private static final int CONNECTIONS = 16;
  private static final Duration WARM = Duration.ofSeconds(2);
  private static final Goal A_THIRD = new Goal(Goal.Kind.RATIO, 0.3);

  private final Ground ground;

  Creation(Ground ground) {
    this.ground = ground;
  }

  List<Row> run() {
    WireLoad load = new WireLoad(ground.stage().url(), CONNECTIONS, tweets(ground.cast().crowd()));
    RawInserts raw = new RawInserts(ground.stage().postgres());
    load.closed(WARM);
    List<Double> limits = new ArrayList<>();
    Rounds tweets = new Rounds("tweets");
    for (int i = 0; i < ground.plan().rounds(); i++) {
      limits.add(raw.run(CONNECTIONS, ground.plan().round()));
      tweets.add(load.closed(ground.plan().round()));
      ground.say(
          "round %d: commits %s, tweets %s", i + 1, Results.number(limits.getLast(), "/s"), tweets);
    }
    return List.of(
        new Row(
            "new tweets, durable, 16 connections",
            "/s",
            tweets.rates(),
            "insert + commit",
            limits,
            A_THIRD,
            tweets.errors()),
        tweets.p99("new tweets, p99"));
  }

  /** A new tweet of anybody. */
  static Requests tweets(List<Person> people) {
    return random -> {
      Person author = people.get(random.nextInt(people.size()));
      String body = "{\"text\":\"" + Texts.next() + "\"}";
      return new Requests.Request(
          WireConnection.request("POST", "/v1/tweets", author.accessToken(), body), 201);
    };
  }
}
