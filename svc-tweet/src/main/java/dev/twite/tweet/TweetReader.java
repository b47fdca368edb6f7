package dev.twite.tweet;

import dev.twite.common.db.Database;
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
import dev.twite.tweet.store.EditDao;
import dev.twite.tweet.store.ListDao;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Reads of given tweets: by id, their former texts, their thread. */
public final class TweetReader {
  private static final int MAX_IDS = 200;
  private static final int MAX_ANCESTORS = 40;
  private static final int MAX_EDITS = 100;

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

  private static Edit edit(String text, long writtenAtMs) {
    return Edit.newBuilder().setText(text).setCreatedAtMs(writtenAtMs).build();
  }
}
