package dev.twite.tweet;

import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.tweet.events.TweetEvents;
import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.GoneAuthorDao;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Retweets: tweets of their own that stand for another. A unique index lets each account have one
 * of a tweet, so repeats and races change nothing.
 */
public final class Retweets {
  private final Database database;
  private final Targets targets;
  private final Removals removals;
  private final TweetEvents events;
  private final HotTweets hot;
  private final CountNews news;
  private final AuthorPages pages;
  private final ReaderMarks marks;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  Retweets(
      Database database,
      Targets targets,
      Removals removals,
      TweetEvents events,
      HotTweets hot,
      CountNews news,
      AuthorPages pages,
      ReaderMarks marks,
      IdSource ids,
      Clock clock) {
    this.database = database;
    this.targets = targets;
    this.removals = removals;
    this.events = events;
    this.hot = hot;
    this.news = news;
    this.pages = pages;
    this.marks = marks;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Retweets a tweet, or the original of a retweet; returns the original's id.
   *
   * @throws TwiteException TWEET_NOT_FOUND, BLOCKED, INVALID_REQUEST (not_retweetable)
   */
  public long add(long author, long id) {
    Tweet original = targets.find(author, id);
    Targets.requireSpreadable(author, original);
    long retweetId = ids.next();
    Tweet retweet =
        Tweet.newBuilder()
            .setId(retweetId)
            .setAuthorId(author)
            .setConversationId(retweetId)
            .setRetweetOfId(original.getId())
            .setVisibility(original.getVisibility())
            .setCreatedAtMs(clock.millis())
            .build();
    List<CountsRow> counts;
    try {
      counts = database.transact(handle -> insert(handle, retweet, original.getAuthorId()));
    } finally {
      // Also after a failure: it may have been only the answer to the commit that was lost.
      pages.forget(author);
      marks.changed(List.of(author));
    }
    news.tell(counts);
    return original.getId();
  }

  /** Takes a retweet back, also one whose original is no longer for the author to see. */
  public Withdrawal remove(long author, long id) {
    long original = targets.originalOf(id);
    int removed;
    try {
      removed = removals.remove(tweets -> tweets.lockRetweet(author, original));
    } finally {
      marks.changed(List.of(author));
    }
    if (removed == 0) {
      hot.offer(List.of(), database.read(handle -> presentCounts(handle, original)));
    }
    return new Withdrawal(original, removed > 0);
  }

  // Of a request that finds done what it came to do: the one that did it may not have told Redis
  // yet, and the answer's count is to agree with its flag.
  private static List<CountsRow> presentCounts(Handle handle, long id) {
    return handle.attach(CountsDao.class).findAll(new long[] {id});
  }

  private List<CountsRow> insert(Handle handle, Tweet retweet, long originalAuthor) {
    TweetDao tweets = handle.attach(TweetDao.class);
    if (tweets.hold(new long[] {retweet.getRetweetOfId()}).isEmpty()) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
    TweetRow row = TweetRow.of(retweet, 1);
    var unused = handle.attach(GoneAuthorDao.class).holdOff(retweet.getAuthorId());
    if (tweets.insert(row) == 0) {
      return presentCounts(handle, retweet.getRetweetOfId());
    }
    events.created(handle, retweet, originalAuthor);
    return CountDeltas.ofNew(row).raise(handle.attach(CountsDao.class));
  }
}
