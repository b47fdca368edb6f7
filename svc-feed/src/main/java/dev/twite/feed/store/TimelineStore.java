package dev.twite.feed.store;

import static dev.twite.feed.store.EntryBytes.NONE;
import static dev.twite.feed.store.EntryBytes.id;
import static dev.twite.feed.store.EntryBytes.number;
import static dev.twite.feed.store.EntryBytes.text;

import dev.twite.common.redis.LuaScript;
import dev.twite.common.redis.Redis;
import dev.twite.feed.FeedConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/**
 * Timelines in Redis; each method is one atomic step there.
 *
 * <p>{@code tl:<user>} is a list of entries, newest first, none twice, with nothing missing from
 * the first to the last. After the last there may be a marker with tweet id 0: author id 0 says
 * that nothing older exists ("complete"), any other is the token of whoever is building the
 * timeline; without a marker the list is cut and what is older is in the database only.
 *
 * <p>{@code unf:<author>} holds who has just ceased to follow an author, by time; {@code
 * tl:lease:<user>} the token of who may build.
 *
 * <p>Every method throws TwiteException UNAVAILABLE or OVERLOADED when Redis is away or busy.
 */
public final class TimelineStore {
  /** Longer than any read of followers may wait for its push. */
  private static final Duration UNFOLLOWERS_KEPT = Duration.ofMinutes(10);

  private static final Duration UNFINISHED_KEPT = Duration.ofMinutes(10);
  private static final int SCAN = 500;
  private static final Comparator<TimelineEntry> OLDEST_FIRST =
      Comparator.comparingLong(TimelineEntry::tweetId);
  private static final byte[] YES = text("1");
  private static final byte[] NO = text("0");

  private final LuaScript push = LuaScript.ofResource("lua/feed/push.lua");
  private final LuaScript read = LuaScript.ofResource("lua/feed/read.lua");
  private final LuaScript begin = LuaScript.ofResource("lua/feed/begin.lua");
  private final LuaScript merge = LuaScript.ofResource("lua/feed/merge.lua");
  private final LuaScript remove = LuaScript.ofResource("lua/feed/remove.lua");
  private final LuaScript release = LuaScript.ofResource("lua/feed/release.lua");
  private final Redis redis;
  private final FeedConfig config;

  /** What a would-be builder learns. */
  public enum Begin {
    /** Somebody else builds. */
    TAKEN,
    /** Build it, then {@link TimelineStore#finish}. */
    OURS,
    /** It is there. */
    READY
  }

  @Inject
  public TimelineStore(Redis redis, FeedConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /**
   * Puts entries at their places in the timelines of {@code users} that exist and lack them.
   *
   * @param entries of one author, at least one
   * @return how many were put in, over all timelines
   */
  public long push(List<TimelineEntry> entries, List<Long> users) {
    List<byte[]> keys = new ArrayList<>(users.size() + 1);
    keys.add(unfollowers(entries.getFirst().authorId()));
    users.forEach(user -> keys.add(timeline(user)));
    List<byte[]> args = new ArrayList<>(entries.size() + 2);
    args.add(number(config.cap()));
    args.add(number(config.slack()));
    entries.stream().distinct().sorted(OLDEST_FIRST).map(EntryBytes::of).forEach(args::add);
    return run(push, keys, args);
  }

  /** Entries before an id (0 = from the newest), at most {@code count}. */
  public TimelinePage read(long user, long before, int count) {
    List<byte[]> args =
        List.of(before == 0 ? NONE : id(before), number(count), number(config.kept().toSeconds()));
    byte[] answer = redis.call(client -> (byte[]) read.run(client, List.of(timeline(user)), args));
    if (answer == null) {
      return new TimelinePage.Missing();
    }
    return switch (answer[0]) {
      case 'B' -> new TimelinePage.Building();
      case 'C' -> new TimelinePage.Found(EntryBytes.read(answer, 1), true);
      default -> new TimelinePage.Found(EntryBytes.read(answer, 1), false);
    };
  }

  public boolean exists(long user) {
    return redis.call(client -> client.exists(timeline(user)));
  }

  /**
   * Begins to build a timeline, or goes on after a {@link #finish} that found it gone.
   *
   * @param token the builder's own, not 0
   */
  public Begin begin(long user, long token) {
    List<byte[]> args =
        List.of(id(token), number(config.lease().toMillis()), number(UNFINISHED_KEPT.toSeconds()));
    return Begin.values()[(int) run(begin, List.of(timeline(user), lease(user)), args)];
  }

  /**
   * Adds what the database has to what was pushed since {@link #begin}, and lets go.
   *
   * @param entries newest first; at least the cap's number unless {@code all}
   * @param all whether nothing older exists
   * @return false when the timeline is no longer this builder's: read again and begin again
   */
  public boolean finish(long user, long token, List<TimelineEntry> entries, boolean all) {
    return mergeInto(user, id(token), entries, all);
  }

  /** Lets go of a timeline that will not be finished. */
  public void abandon(long user, long token) {
    run(release, List.of(lease(user)), List.of(id(token)));
  }

  /** Adds an author's entries after a follow; see {@link #finish} for the parameters. */
  public boolean backFill(long user, List<TimelineEntry> entries, boolean all) {
    return mergeInto(user, NONE, entries, all);
  }

  /** From now on pushes of an author reach a user again. */
  public void admit(long user, long author) {
    redis.call(client -> client.zrem(unfollowers(author), timeline(user)));
  }

  /** Takes an author out of a timeline; pushes under way do not bring him back. */
  public void remove(long user, long author) {
    run(
        remove,
        List.of(timeline(user), unfollowers(author)),
        List.of(id(author), number(UNFOLLOWERS_KEPT.toSeconds())));
  }

  /** Takes one entry out of a timeline. */
  public void remove(long user, TimelineEntry entry) {
    redis.call(client -> client.lrem(timeline(user), 1, EntryBytes.of(entry)));
  }

  public void drop(long user) {
    redis.call(client -> client.del(timeline(user)));
  }

  /** Drops the timelines that there are now. */
  public void dropAll() {
    ScanParams timelines = new ScanParams().match("tl:[0-9]*").count(SCAN);
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      String from = cursor;
      ScanResult<String> page = redis.call(client -> client.scan(from, timelines));
      if (!page.getResult().isEmpty()) {
        redis.call(client -> client.unlink(page.getResult().toArray(new String[0])));
      }
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
  }

  private boolean mergeInto(long user, byte[] token, List<TimelineEntry> entries, boolean all) {
    List<byte[]> args =
        List.of(
            EntryBytes.of(entries),
            all ? YES : NO,
            number(config.cap()),
            token,
            number(config.kept().toSeconds()));
    return run(merge, List.of(timeline(user), lease(user)), args) == 1;
  }

  private long run(LuaScript script, List<byte[]> keys, List<byte[]> args) {
    return redis.call(client -> (Long) script.run(client, keys, args));
  }

  private static byte[] timeline(long user) {
    return text("tl:" + user);
  }

  private static byte[] lease(long user) {
    return text("tl:lease:" + user);
  }

  private static byte[] unfollowers(long author) {
    return text("unf:" + author);
  }
}
