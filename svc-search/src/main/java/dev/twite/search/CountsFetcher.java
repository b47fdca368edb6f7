package dev.twite.search;

import dev.twite.common.boot.Component;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import dev.twite.search.store.Counts;
import dev.twite.search.store.Dirty.Due;
import dev.twite.search.store.SearchIndex;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches exact counts of what was marked, in batches, from those who count. Nothing is added up
 * here, so nothing can drift (R6).
 */
final class CountsFetcher implements Component {
  private static final Duration EVERY = Duration.ofMillis(500);
  private static final int BATCH = 200;
  private static final int BATCHES = 20;

  /** A like may be here before the tweet, by as much as the topics are apart: an hour. */
  private static final int TRIES = 720;

  private static final long RETRY_MILLIS = 5_000;

  private final SearchIndex index;
  private final TweetServiceBlockingStub tweets;
  private final LikeBlockingStub likes;
  private final ProfileBlockingStub profiles;
  private final Gauge waiting;
  private final PeriodicTask loop;

  @Inject
  CountsFetcher(
      SearchIndex index,
      TweetServiceBlockingStub tweets,
      LikeBlockingStub likes,
      ProfileBlockingStub profiles,
      Metrics metrics) {
    this.index = index;
    this.tweets = tweets;
    this.likes = likes;
    this.profiles = profiles;
    this.waiting = metrics.gauge("twite_search_dirty", "Counts that are to be fetched", "of");
    this.loop = new PeriodicTask("search-counts", EVERY, this::fetch);
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() throws InterruptedException {
    loop.stop();
  }

  private void fetch() {
    waiting.labels("tweets").set(index.dirtyTweets().size());
    waiting.labels("users").set(index.dirtyUsers().size());
    if (!index.isBuilt()) {
      return;
    }
    for (int i = 0; i < BATCHES && fetchTweets(); i++) {
      // More are due.
    }
    for (int i = 0; i < BATCHES && fetchUsers(); i++) {
      // More are due.
    }
  }

  /** True when more may be due. */
  private boolean fetchTweets() {
    List<Due> due = index.dirtyTweets().due(BATCH);
    if (due.isEmpty()) {
      return false;
    }
    List<Long> ids = due.stream().map(Due::id).toList();
    Map<Long, Long> liked = new HashMap<>();
    likes
        .getLikes(GetLikesRequest.newBuilder().addAllTweetIds(ids).build())
        .getLikesList()
        .forEach(state -> liked.put(state.getTweetId(), state.getLikesCount()));
    Map<Long, Tweet> found = new HashMap<>();
    tweets
        .getTweets(GetTweetsRequest.newBuilder().addAllIds(ids).build())
        .getTweetsList()
        .forEach(tweet -> found.put(tweet.getId(), tweet));
    Map<Long, Counts> counts = new HashMap<>();
    for (long id : ids) {
      Tweet tweet = found.containsKey(id) ? found.get(id) : notForEverybody(id);
      if (tweet != null) {
        counts.put(id, Scans.counts(tweet, liked.getOrDefault(id, 0L)));
      }
    }
    index.change(
        editor -> {
          for (Map.Entry<Long, Counts> entry : counts.entrySet()) {
            editor.setCounts(entry.getKey(), entry.getValue());
          }
        });
    index.refresh();
    List<Due> done = new ArrayList<>();
    for (Due one : due) {
      if (!counts.containsKey(one.id()) || index.hasTweet(one.id())) {
        done.add(one);
      } else {
        index.dirtyTweets().again(one, RETRY_MILLIS, TRIES);
      }
    }
    index.dirtyTweets().done(done);
    return due.size() == BATCH;
  }

  /** A tweet that the public can't read; null when it is not there any more. */
  private Tweet notForEverybody(long id) {
    return tweets
        .scanTweets(ScanTweetsRequest.newBuilder().setAfterId(id - 1).setLimit(1).build())
        .getTweetsList()
        .stream()
        .filter(tweet -> tweet.getId() == id)
        .findFirst()
        .orElse(null);
  }

  private boolean fetchUsers() {
    List<Due> due = index.dirtyUsers().due(BATCH);
    if (due.isEmpty()) {
      return false;
    }
    List<User> found =
        profiles
            .getUsers(
                GetUsersRequest.newBuilder().addAllIds(due.stream().map(Due::id).toList()).build())
            .getUsersList();
    index.change(
        editor -> {
          for (User user : found) {
            editor.setFollowers(user.getId(), user.getFollowersCount());
          }
        });
    index.dirtyUsers().done(due);
    return due.size() == BATCH;
  }
}
