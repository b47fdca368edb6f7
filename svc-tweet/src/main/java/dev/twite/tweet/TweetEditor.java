package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.tweet.v1.Hashtag;
import dev.twite.proto.tweet.v1.Mention;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.tweet.events.TweetEvents;
import dev.twite.tweet.store.EditDao;
import dev.twite.tweet.store.HashtagDao;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import dev.twite.tweet.text.Entities;
import dev.twite.tweet.text.TextRules;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Changes the text of tweets and keeps the former ones. */
public final class TweetEditor {
  private final Database database;
  private final Ownership ownership;
  private final Mentions mentions;
  private final TweetEvents events;
  private final HotTweets hot;
  private final Clock clock;

  @Inject
  TweetEditor(
      Database database,
      Ownership ownership,
      Mentions mentions,
      TweetEvents events,
      HotTweets hot,
      Clock clock) {
    this.database = database;
    this.ownership = ownership;
    this.mentions = mentions;
    this.events = events;
    this.hot = hot;
    this.clock = clock;
  }

  /**
   * Gives a tweet another text; the same text changes nothing.
   *
   * @throws TwiteException INVALID_REQUEST, TWEET_NOT_FOUND, FORBIDDEN
   */
  public void edit(long author, long id, String text) {
    TweetRow known = ownership.require(author, id);
    Checks checks = new Checks();
    checks.require(known.retweetOfId() == 0, "id", "invalid_value", "A retweet has no text");
    String normalized = TextRules.check(checks, text, known.toTweet().getMediaIdsCount() > 0);
    checks.finish();
    Entities entities = Entities.of(normalized);
    List<Mention> resolved = mentions.resolve(entities.mentions());
    TweetRow edited =
        database.transact(handle -> update(handle, id, normalized, entities, resolved));
    hot.offer(List.of(edited), List.of());
  }

  private TweetRow update(
      Handle handle, long id, String text, Entities entities, List<Mention> resolved) {
    TweetDao tweets = handle.attach(TweetDao.class);
    TweetRow former =
        tweets.lockToEdit(id).orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
    if (former.text().equals(text)) {
      return former;
    }
    Tweet tweet =
        former.toTweet().toBuilder()
            .setText(text)
            .clearMentions()
            .addAllMentions(resolved)
            .clearHashtags()
            .addAllHashtags(entities.hashtags())
            .clearUrls()
            .addAllUrls(entities.urls())
            .setEditedAtMs(clock.millis())
            .build();
    TweetRow row = TweetRow.of(tweet, former.version() + 1);
    handle.attach(EditDao.class).insert(id, former.version(), former.text(), writtenAt(former));
    tweets.edit(id, row.text(), row.entities(), row.version(), row.editedAtMs());
    if (tweet.getVisibility() == Visibility.VISIBILITY_PUBLIC) {
      HashtagDao hashtags = handle.attach(HashtagDao.class);
      hashtags.delete(keys(former.toTweet().getHashtagsList()), new long[] {id});
      hashtags.insert(id, keys(tweet.getHashtagsList()));
    }
    events.edited(handle, tweet);
    return row;
  }

  static long writtenAt(TweetRow row) {
    return row.editedAtMs() == 0 ? row.createdAtMs() : row.editedAtMs();
  }

  private static String[] keys(List<Hashtag> hashtags) {
    return Entities.tagKeys(hashtags).toArray(String[]::new);
  }
}
