package dev.twite.tweet.events;

import dev.twite.common.db.Database;
import dev.twite.common.kafka.EventHandler;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.TweetDao;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Makes sure that edits and deletions reach the hot tweets: a request that could not reach Redis
 * was acknowledged all the same, and here the outage is waited for.
 */
public final class HotTweetsUpdate {
  private final HotTweets hot;
  private final Database database;

  @Inject
  HotTweetsUpdate(HotTweets hot, Database database) {
    this.hot = hot;
    this.database = database;
  }

  /** What it does with which event. */
  public EventHandler handler() {
    return EventHandler.builder()
        .on(TweetEdited.class, (edited, event) -> refresh(edited.getTweetId()))
        .on(TweetDeleted.class, (deleted, event) -> hot.bury(List.of(deleted.getTweetId())))
        .build();
  }

  private void refresh(long id) {
    database
        .read(handle -> handle.attach(TweetDao.class).find(id))
        .ifPresent(row -> hot.putTweets(List.of(row)));
  }
}
