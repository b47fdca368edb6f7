package dev.twite.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lists by rank, kept whole for those who page through them: ranks change with every like, a list
 * that somebody reads must not. When one is lost (a restart, another instance, too long ago) it is
 * made again as of the same moment.
 */
final class Rankings {
  /** How many entries a list by rank has at most. */
  static final int MOST = 500;

  private static final int KEPT = 2_000;
  private static final Duration FOR = Duration.ofMinutes(10);
  private static final Pattern CURSOR =
      Pattern.compile("t([0-9a-z]{1,12})\\.([0-9a-z]{1,13})\\.([0-9]{1,3})");

  private final Cache<Long, Ranking> rankings =
      Caffeine.newBuilder().maximumSize(KEPT).expireAfterAccess(FOR).build();

  /**
   * @param key whose list of what it is: a cursor of another list finds nothing here
   */
  private record Ranking(String key, List<Long> ids) {}

  /** Makes the list as it was at a moment (milliseconds since 1970). */
  @FunctionalInterface
  interface Maker {
    List<Long> asOf(long millis);
  }

  /**
   * A page.
   *
   * @param nextCursor empty when nothing follows
   */
  record Page(List<Long> ids, String nextCursor) {}

  @Inject
  Rankings() {}

  /**
   * @throws TwiteException INVALID_REQUEST for a cursor that is none of ours
   */
  Page page(String key, String cursor, int limit, long now, Maker maker) {
    if (cursor.isEmpty()) {
      return cut(
          key, now, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), 0, limit, maker);
    }
    Matcher parts = CURSOR.matcher(cursor);
    if (!parts.matches()) {
      throw TwiteException.invalid(
          "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
    }
    try {
      return cut(
          key,
          Long.parseLong(parts.group(1), 36),
          Long.parseLong(parts.group(2), 36),
          Integer.parseInt(parts.group(3)),
          limit,
          maker);
    } catch (NumberFormatException tooLarge) {
      throw TwiteException.invalid(
          "cursor", "invalid_cursor", "Is not a cursor of ours; leave it out to start");
    }
  }

  private Page cut(String key, long asOf, long token, int from, int limit, Maker maker) {
    Ranking kept = rankings.getIfPresent(token);
    List<Long> ids = kept != null && kept.key().equals(key) ? kept.ids() : maker.asOf(asOf);
    int end = Math.min(from + limit, ids.size());
    if (end >= ids.size()) {
      return new Page(from >= end ? List.of() : List.copyOf(ids.subList(from, end)), "");
    }
    if (kept == null) {
      rankings.put(token, new Ranking(key, List.copyOf(ids)));
    }
    String next = "t" + Long.toString(asOf, 36) + "." + Long.toString(token, 36) + "." + end;
    return new Page(List.copyOf(ids.subList(from, end)), next);
  }
}
