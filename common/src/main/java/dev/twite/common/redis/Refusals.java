package dev.twite.common.redis;

import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Error answers that say something about Redis's state, not about the command: it loads its data
 * after a restart, is full, is a replica, is busy with a script. They pass, so they count as an
 * outage: an event that meets one is waited for and does not go to a dead-letter topic.
 */
final class Refusals {
  // From inside a script the word comes after a dash in the middle of the message (Redis 6).
  private static final Pattern FOR_NOW =
      Pattern.compile(
          "(^|-)(LOADING|BUSY|OOM|MISCONF|READONLY|MASTERDOWN|NOREPLICAS|CLUSTERDOWN|TRYAGAIN) ");

  private Refusals() {}

  static boolean areForNow(JedisDataException refused) {
    return refused.getMessage() != null && FOR_NOW.matcher(refused.getMessage()).find();
  }
}
