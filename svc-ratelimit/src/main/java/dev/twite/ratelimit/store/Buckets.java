package dev.twite.ratelimit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.twite.common.error.TwiteException;
import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Buckets in Redis, one key each; every call is one round trip. */
public final class Buckets {
  private static final int FIELDS = 5;

  private final Redis redis;
  private final LuaScript take = LuaScript.ofResource("lua/take.lua");
  private final LuaScript giveBack = LuaScript.ofResource("lua/give_back.lua");

  @Inject
  Buckets(Redis redis) {
    this.redis = redis;
  }

  /**
   * Takes from all or from none.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public List<BucketState> take(List<Draw> draws) {
    List<byte[]> arguments = new ArrayList<>(4 * draws.size());
    for (Draw draw : draws) {
      arguments.add(bytes(draw.rule().capacity()));
      arguments.add(bytes(draw.rule().period().toMillis()));
      arguments.add(bytes(draw.cost()));
      arguments.add(bytes(draw.lease()));
    }
    List<?> answer = (List<?>) redis.call(client -> take.run(client, keys(draws), arguments));
    List<BucketState> states = new ArrayList<>(draws.size());
    for (int i = 0; i < answer.size(); i += FIELDS) {
      states.add(
          new BucketState(
              number(answer, i) == 1,
              number(answer, i + 1),
              number(answer, i + 2),
              number(answer, i + 3),
              number(answer, i + 4)));
    }
    return states;
  }

  /**
   * Puts back.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public void giveBack(List<Draw> unused) {
    List<byte[]> arguments = new ArrayList<>(3 * unused.size());
    for (Draw draw : unused) {
      arguments.add(bytes(draw.rule().capacity()));
      arguments.add(bytes(draw.rule().period().toMillis()));
      arguments.add(bytes(draw.cost()));
    }
    redis.call(client -> giveBack.run(client, keys(unused), arguments));
  }

  /**
   * Fills a bucket.
   *
   * @throws TwiteException UNAVAILABLE, OVERLOADED
   */
  public void forget(String rule, String subject) {
    redis.call(client -> client.del(Draw.key(rule, subject)));
  }

  private static List<byte[]> keys(List<Draw> draws) {
    return draws.stream().map(draw -> draw.key().getBytes(UTF_8)).toList();
  }

  private static long number(List<?> answer, int index) {
    return (Long) answer.get(index);
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }
}
