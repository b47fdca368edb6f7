package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.tweet.v1.CountByAuthorsResponse;
import dev.twite.proto.tweet.v1.Edit;
import dev.twite.proto.tweet.v1.GetEditsResponse;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.GetThreadResponse;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.EditDao;
import dev.twite.tweet.store.ListDao;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads of given tweets: by id, their former texts, their thread. */
public final class TweetReader {
  private static final int MAX_IDS = 200;
  private static final int MAX_ANCESTORS = 40;
  private static final int MAX_EDITS = 100;
  private static final int MAX_SCAN = 1_000;

  private final Database database;
  private final TweetViews views;
  private final TweetLists lists;
  private final Clock clock;

  @Inject
  TweetReader(Database database, TweetViews views, TweetLists lists, Clock clock) {
    this.database = database;
    this.views = views;
    this.lists = lists;
    this.clock = clock;
  }

  /**
   * @throws TwiteException INVALID_REQUEST for more than 200 ids
   */
  public GetTweetsResponse get(long reader, List<Long> ids) {
    if (ids.size() > MAX_IDS) {
      throw TwiteException.invalid("ids", "too_many", "Has more than " + MAX_IDS + " ids");
    }
    return GetTweetsResponse.newBuilder().addAllTweets(views.all(reader, ids)).build();
  }

  /**
   * The texts of a tweet, newest first, at most 100 former ones.
   *
   * @throws TwiteException TWEET_NOT_FOUND
   */
  public GetEditsResponse edits(long reader, long id) {
    views.one(reader, id);
    return database.read(
        handle -> {
          TweetRow row =
              handle
                  .attach(TweetDao.class)
                  .find(id)
                  .orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
          GetEditsResponse.Builder edits = GetEditsResponse.newBuilder();
          edits.addEdits(edit(row.text(), TweetEditor.writtenAt(row)));
          for (EditDao.Former former :
              handle.attach(EditDao.class).before(id, row.version(), MAX_EDITS)) {
            edits.addEdits(edit(former.text(), former.writtenAtMs()));
          }
          return edits.build();
        });
  }

  /**
   * @throws TwiteException TWEET_NOT_FOUND
   */
  public GetThreadResponse thread(long reader, GetThreadRequest request) {
    Page.check(request.getCursor(), request.getLimit()).finish();
    Tweet tweet = views.one(reader, request.getId());
    List<Long> ancestors =
        tweet.getReplyToId() == 0
            ? List.of()
            : database.read(
                handle -> handle.attach(ListDao.class).ancestors(tweet.getId(), MAX_ANCESTORS));
    return GetThreadResponse.newBuilder()
        .addAllAncestors(views.all(reader, ancestors.reversed()))
        .setTweet(tweet)
        .setReplies(lists.replies(reader, tweet.getId(), request.getCursor(), request.getLimit()))
        .build();
  }

  /**
   * How many tweets at most 200 authors have, and since when events of what is counted may not be
   * known to others.
   *
   * @throws TwiteException INVALID_REQUEST for more than 200 authors
   */
  public CountByAuthorsResponse count(List<Long> authors) {
    if (authors.size() > MAX_IDS) {
      throw TwiteException.invalid("author_ids", "too_many", "Has more than " + MAX_IDS + " ids");
    }
    return database.read(
        handle -> {
          CountByAuthorsResponse.Builder counts = CountByAuthorsResponse.newBuilder();
          long[] asked = authors.stream().mapToLong(Long::longValue).toArray();
          for (TweetDao.Counted row : handle.attach(TweetDao.class).count(asked)) {
            counts.addCountsBuilder().setAuthorId(row.authorId()).setTweets(row.tweets());
          }
          return counts
              .setCountedAtMs(clock.millis())
              .setOldestUnpublishedMs(Outbox.oldestUnpublishedMs(handle))
              .build();
        });
  }

  /**
   * Tweets in ascending id order, whoever may see them, with their counts.
   *
   * @throws TwiteException INVALID_REQUEST naming after_id or limit
   */
  public TweetPage scan(long after, int limit) {
    new Checks()
        .require(after >= 0, "after_id", "out_of_range", "Is negative")
        .require(
            limit >= 1 && limit <= MAX_SCAN,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_SCAN)
        .finish();
    return database.read(
        handle -> {
          Page<TweetRow> page =
              Page.cut(handle.attach(TweetDao.class).scan(after, limit + 1), limit, TweetRow::id);
          long[] ids = page.items().stream().mapToLong(TweetRow::id).toArray();
          Map<Long, CountsRow> counts = new HashMap<>();
          handle
              .attach(CountsDao.class)
              .findAll(ids)
              .forEach(row -> counts.put(row.tweetId(), row));
          TweetPage.Builder answer = TweetPage.newBuilder().setNextCursor(page.next());
          for (TweetRow row : page.items()) {
            Tweet.Builder tweet = row.toTweet().toBuilder();
            CountsRow count = counts.get(row.id());
            if (count != null) {
              tweet
                  .setRetweetsCount(count.retweets())
                  .setRepliesCount(count.replies())
                  .setQuotesCount(count.quotes());
            }
            answer.addTweets(tweet);
          }
          return answer.build();
        });
  }

  private static Edit edit(String text, long writtenAtMs) {
    return Edit.newBuilder().setText(text).setCreatedAtMs(writtenAtMs).build();
  }
}
