package dev.twite.bench.race;

import java.util.random.RandomGenerator;

/** What a load sends: for each turn one ready request. */
interface Requests {
  Request next(RandomGenerator random);

  /**
   * @param wanted the status that is no error
   */
  record Request(byte[] bytes, int wanted) {}
}
