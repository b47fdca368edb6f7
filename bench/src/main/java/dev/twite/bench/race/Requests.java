package dev.twite.bench.race;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** What a load sends: for each turn one ready request. */
interface Requests {
  Request next(RandomGenerator random);

  /**
   * @param wanted the status that is no error
   * @param body what else an answer needs that is no error
   */
  record Request(byte[] bytes, int wanted, Optional<Predicate<byte[]>> body) {
    Request(byte[] bytes, int wanted) {
      this(bytes, wanted, Optional.empty());
    }

    Request(byte[] bytes, int wanted, Predicate<byte[]> body) {
      this(bytes, wanted, Optional.of(body));
    }

    /** Whether the last answer on a connection is as wanted. */
    boolean isAnsweredBy(int status, WireConnection connection) {
      // A body is copied only for who looks at it.
      return status == wanted && (body.isEmpty() || body.get().test(connection.body()));
    }
  }
}
