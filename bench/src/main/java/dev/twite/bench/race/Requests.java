package dev.twite.bench.race;

import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** What a load sends: for each turn one ready request. */
interface Requests {
  Request next(RandomGenerator random);

  /**
   * @param wanted the status that is no error
   * @param body what else an answer needs that is no error
   */
  record Request(byte[] bytes, int wanted, Predicate<byte[]> body) {
    private static final Predicate<byte[]> ANY = body -> true;

    Request(byte[] bytes, int wanted) {
      this(bytes, wanted, ANY);
    }

    /** Whether the last answer on a connection is as wanted. */
    boolean isAnsweredBy(int status, WireConnection connection) {
      // A body is copied only for who looks at it.
      return status == wanted && (body == ANY || body.test(connection.body()));
    }
  }
}
