package dev.twite.common.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.id.IdSource;
import dev.twite.common.redis.Redis;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What readers have done with tweets, say whether they like them, remembered by this process for as
 * long as a {@linkplain Stamps stamp} says that nothing has changed.
 */
public final class ReaderMarks {
  private static final int MAX_READERS = 10_000;

  /** The newest: nobody pages back for long. */
  private static final int MAX_TWEETS = 300;

  /** Further apart no two clocks are. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  private final Stamps stamps;
  private final Clock clock;
  private final Changes changes = new Changes();
  // By System.nanoTime: stamps that Redis could not be told to drop may stand until then.
  private volatile long distrustUntil = System.nanoTime();
  private final Cache<Long, Known> readers =
      Caffeine.newBuilder().maximumSize(MAX_READERS).expireAfterWrite(Stamps.KEPT).build();

  /**
   * @param what is remembered, as in {@link Stamps}
   */
  public ReaderMarks(Redis redis, Clock clock, String... what) {
    this.stamps = new Stamps(redis, what);
    this.clock = clock;
  }

  /** What is remembered of a reader and these tweets. */
  public Look look(long reader, Collection<Long> tweets) {
    int before = changes.of(reader);
    String stamp = isDistrusted() ? Stamps.NONE : stamps.of(reader);
    Known known = readers.getIfPresent(reader);
    boolean holds = known != null && known.stamp().equals(stamp);
    return new Look(reader, before, holds ? known : nothing(stamp), tweets);
  }

  /**
   * A change of these readers' was committed, or may have been. To be called before it is
   * acknowledged. Where Redis misses it, this process believes nothing until the stamps of that
   * time are gone; others may show the old mark until then.
   */
  public void changed(Collection<Long> changed) {
    if (!stamps.changed(changed)) {
      distrustUntil = System.nanoTime() + Stamps.KEPT.toNanos();
    }
    changed.forEach(this::forget);
  }

  /** Has a reader's marks asked for again, by this process alone: a change was made through it. */
  public void forget(long reader) {
    changes.count(reader);
    readers.invalidate(reader);
  }

  private Known nothing(String stamp) {
    // Who has changed nothing since has not marked what did not exist.
    long unmarked = IdSource.firstAt(clock.instant().plus(SKEW));
    return new Known(stamp, unmarked, new long[0], new byte[0]);
  }

  private boolean isDistrusted() {
    return System.nanoTime() - distrustUntil < 0;
  }

  /** A reader and some tweets: what is remembered, and what has to be asked for. */
  public final class Look {
    private final long reader;
    private final int before;
    private final Known known;
    private final Map<Long, Byte> marks = new HashMap<>();
    private final List<Long> missing;

    private Look(long reader, int before, Known known, Collection<Long> tweets) {
      this.reader = reader;
      this.before = before;
      this.known = known;
      this.missing =
          tweets.stream()
              .distinct()
              .filter(
                  tweet -> {
                    int at = Arrays.binarySearch(known.tweets(), tweet);
                    if (at >= 0) {
                      marks.put(tweet, known.marks()[at]);
                    }
                    return at < 0 && tweet < known.unmarked();
                  })
              .toList();
    }

    /** Tweets that the database has to be asked about. */
    public List<Long> missing() {
      return missing;
    }

    /**
     * Takes in what the database says of {@link #missing}, asked after this look was made; tweets
     * that are left out have the mark 0.
     */
    public void learn(Map<Long, Byte> said) {
      Map<Long, Byte> all = new HashMap<>();
      missing.forEach(tweet -> all.put(tweet, said.getOrDefault(tweet, (byte) 0)));
      learnOnly(all);
    }

    /** Takes in some marks, asked for after this look was made. */
    public void learnOnly(Map<Long, Byte> said) {
      marks.putAll(said);
      if (!known.stamp().equals(Stamps.NONE) && !said.isEmpty() && !isDistrusted()) {
        readers
            .asMap()
            .compute(reader, (same, kept) -> changes.of(same) == before ? known.with(marks) : kept);
      }
    }

    /** The mark of one of the tweets; 0 = none. */
    public byte of(long tweet) {
      return marks.getOrDefault(tweet, (byte) 0);
    }
  }

  /**
   * @param unmarked the id from which on others than {@code tweets} have none
   * @param tweets in ascending order
   * @param marks of each
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and written by nobody
  private record Known(String stamp, long unmarked, long[] tweets, byte[] marks) {
    Known with(Map<Long, Byte> more) {
      SortedMap<Long, Byte> all = new TreeMap<>();
      for (int i = 0; i < tweets.length; i++) {
        all.put(tweets[i], marks[i]);
      }
      all.putAll(more);
      int count = Math.min(MAX_TWEETS, all.size());
      long[] newest = new long[count];
      byte[] theirs = new byte[count];
      int skip = all.size() - count;
      int i = -skip;
      for (Map.Entry<Long, Byte> one : all.entrySet()) {
        if (i >= 0) {
          newest[i] = one.getKey();
          theirs[i] = one.getValue();
        }
        i++;
      }
      return new Known(stamp, unmarked, newest, theirs);
    }
  }
}
