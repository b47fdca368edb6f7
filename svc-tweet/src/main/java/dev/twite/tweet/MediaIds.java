package dev.twite.tweet;

import dev.twite.common.error.Checks;
import java.util.HashSet;
import java.util.List;

/** The pictures that a tweet is to have: what can be told of them without asking. */
final class MediaIds {
  static final String FIELD = "media_ids";
  private static final int MAX = 4;

  private MediaIds() {}

  /** At most four, none of them twice. */
  static void check(Checks checks, List<Long> ids) {
    checks.require(ids.size() <= MAX, FIELD, "too_many", "At most 4 pictures go along");
    checks.require(
        new HashSet<>(ids).size() == ids.size(), FIELD, "invalid_value", "Names one twice");
  }
}
