package dev.twite.feed;

import dev.twite.feed.store.TimelineEntry;
import dev.twite.feed.store.TimelineStore;
import jakarta.inject.Inject;
import java.util.List;

/** Brings timelines in line with who follows whom. */
public final class FollowChanges {
  private final TimelineStore store;
  private final FollowGraph graph;
  private final TweetSource tweets;
  private final int cap;

  @Inject
  FollowChanges(TimelineStore store, FollowGraph graph, TweetSource tweets, FeedConfig config) {
    this.store = store;
    this.graph = graph;
    this.tweets = tweets;
    this.cap = config.cap();
  }

  /**
   * Back-fills. Pushes are admitted before the author's tweets are read, so that none falls between
   * the two.
   */
  public void followed(long follower, long author) {
    store.admit(follower, author);
    if (!store.exists(follower) || graph.isMergedAtRead(author)) {
      return;
    }
    List<TimelineEntry> entries = tweets.entries(List.of(author), 0, cap);
    if (!entries.isEmpty()) {
      store.backFill(follower, entries, entries.size() < cap);
    }
  }

  public void unfollowed(long follower, long author) {
    store.remove(follower, author);
  }

  public void userDeleted(long user) {
    store.drop(user);
  }
}
