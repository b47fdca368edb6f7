package dev.twite.bench.race;

import com.google.common.collect.Lists;
import dev.twite.bench.Api;
import dev.twite.bench.BenchException;
import dev.twite.bench.Crowd;
import dev.twite.bench.Person;
import dev.twite.bench.race.Row.Goal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;

/**
 * Deliveries a second from the first tweet sent until every entry is in every follower's timeline,
 * beside the raw loop. Looks into the timelines where svc-feed keeps them ({@code tl:<user>}, 16
 * bytes an entry), since reading them by REST would be most of the load. One of each hundred
 * followers is watched; when these have everything, all are looked at, and the clock goes on only
 * if somebody is late.
 */
final class FanOutRate {
  private static final int WRITERS = 16;
  private static final int BATCH = 100;
  private static final int ENTRY = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_EVERY = Duration.ofMillis(5);
  private static final Goal HALF = new Goal(Goal.Kind.RATIO, 0.5);

  private final Ground ground;

  FanOutRate(Ground ground) {
    this.ground = ground;
  }

  List<Row> run() {
    RawFanOut raw = new RawFanOut(ground.stage().redisUrl());
    int tweets = ground.plan().full() ? 400 : 100;
    List<Double> limits = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    long missing = 0;
    try (RedisClient redis =
        FloorData.connect(ground.stage().redisUrl(), new GenericObjectPoolConfig<>())) {
      // The first round warms both up and is thrown away.
      for (int i = 0; i <= ground.plan().rounds(); i++) {
        double limit = raw.run(Duration.ofSeconds(1));
        double rate = deliver(redis, tweets);
        if (i > 0) {
          limits.add(limit);
          rates.add(Math.abs(rate));
          missing += rate < 0 ? 1 : 0;
          ground.say(
              "round %d: raw %s, fan-out %s",
              i, Results.number(limit, "/s"), Results.number(Math.abs(rate), "/s"));
        }
      }
    }
    return List.of(
        new Row(
            "fan-out: tweet sent to entry in every timeline, 1,000 followers",
            "/s",
            rates,
            "raw",
            limits,
            HALF,
            missing));
  }

  /** Deliveries a second; negative when some had not come when the patience was over. */
  private double deliver(RedisClient redis, int tweets) {
    Api api = ground.stage().api();
    List<Person> stars = ground.cast().stars();
    Queue<Long> made = new ConcurrentLinkedQueue<>();
    long begin = System.nanoTime();
    Crowd.share(
        WRITERS,
        IntStream.range(0, tweets).boxed().toList(),
        number -> made.add(api.tweet(stars.get(number % stars.size()), Texts.next())));
    Set<Long> wanted = Set.copyOf(made);
    // By age, as svc-feed goes through them.
    List<Person> followers =
        ground.cast().crowd().subList(0, Cast.STAR_FOLLOWERS).stream()
            .sorted(Comparator.comparingLong(Person::id))
            .toList();
    // One alone as long as somebody waits: looking at more would take as much of Redis as pushing.
    for (Person one : watched(followers)) {
      await(redis, List.of(one), wanted, begin);
    }
    double seconds = since(begin);
    List<Person> late =
        Lists.partition(followers, BATCH).stream()
            .flatMap(some -> late(redis, some, wanted).stream())
            .toList();
    int without = 0;
    if (!late.isEmpty()) {
      without = await(redis, late, wanted, begin);
      seconds = since(begin);
    }
    if (wanted.size() < tweets) {
      throw new BenchException("Only " + wanted.size() + " of " + tweets + " tweets have ids");
    }
    long delivered = (long) tweets * (followers.size() - without);
    return (without == 0 ? 1 : -1) * delivered / seconds;
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  /** The last of each hundred, from the end. */
  private static List<Person> watched(List<Person> followers) {
    return Lists.partition(followers, BATCH).reversed().stream().map(List::getLast).toList();
  }

  /** How many lack one of the tweets when the patience is over. */
  private static int await(
      RedisClient redis, List<Person> people, Set<Long> wanted, long beganAtNanos) {
    List<Person> open = people;
    while (true) {
      open = late(redis, open, wanted);
      if (open.isEmpty() || System.nanoTime() - beganAtNanos >= PATIENCE.toNanos()) {
        return open.size();
      }
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
    }
  }

  /** Those whose timeline lacks one of the tweets. */
  private static List<Person> late(RedisClient redis, List<Person> people, Set<Long> wanted) {
    List<Response<List<byte[]>>> heads = new ArrayList<>();
    // Others write too: a few more than are looked for.
    int depth = wanted.size() + BATCH;
    try (AbstractPipeline pipeline = redis.pipelined()) {
      for (Person person : people) {
        byte[] key = ("tl:" + person.id()).getBytes(StandardCharsets.US_ASCII);
        heads.add(pipeline.lrange(key, 0, depth));
      }
      pipeline.sync();
    }
    List<Person> late = new ArrayList<>();
    for (int i = 0; i < people.size(); i++) {
      long found =
          heads.get(i).get().stream()
              .filter(entry -> entry.length == ENTRY)
              .map(entry -> ByteBuffer.wrap(entry).getLong())
              .distinct()
              .filter(wanted::contains)
              .count();
      if (found < wanted.size()) {
        late.add(people.get(i));
      }
    }
    return late;
  }
}
