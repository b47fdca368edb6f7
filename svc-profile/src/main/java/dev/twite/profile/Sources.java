package dev.twite.profile;

import dev.twite.profile.store.Figures;
import dev.twite.proto.follow.v1.CountRelationsRequest;
import dev.twite.proto.follow.v1.CountRelationsResponse;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.RelationCounts;
import dev.twite.proto.tweet.v1.CountByAuthorsRequest;
import dev.twite.proto.tweet.v1.CountByAuthorsResponse;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What svc-follow and svc-tweet count themselves, row by row. */
final class Sources {
  private final FollowBlockingStub follow;
  private final TweetServiceBlockingStub tweets;

  @Inject
  Sources(FollowBlockingStub follow, TweetServiceBlockingStub tweets) {
    this.follow = follow;
    this.tweets = tweets;
  }

  /**
   * Counts of at most 200 users.
   *
   * @throws io.grpc.StatusRuntimeException when one of the two can't say
   */
  Look at(Collection<Long> users) {
    CountRelationsResponse relations =
        follow.countRelations(CountRelationsRequest.newBuilder().addAllUserIds(users).build());
    CountByAuthorsResponse authors =
        tweets.countByAuthors(CountByAuthorsRequest.newBuilder().addAllAuthorIds(users).build());
    Map<Long, Figures> figures = new HashMap<>();
    for (int i = 0; i < relations.getCountsCount(); i++) {
      RelationCounts one = relations.getCounts(i);
      figures.put(
          one.getUserId(),
          new Figures(one.getFollowers(), one.getFollowing(), authors.getCounts(i).getTweets()));
    }
    return new Look(
        figures,
        List.of(relations.getCountedAtMs(), authors.getCountedAtMs()),
        List.of(relations.getOldestUnpublishedMs(), authors.getOldestUnpublishedMs()));
  }

  /**
   * A look at both.
   *
   * @param countedAtMs when each counted
   * @param oldestUnpublishedMs since when each has events to publish; 0 = it has none
   */
  record Look(Map<Long, Figures> figures, List<Long> countedAtMs, List<Long> oldestUnpublishedMs) {
    /** Whether, by this look, everything is published that an earlier one counted. */
    boolean covers(Look earlier) {
      for (int i = 0; i < countedAtMs.size(); i++) {
        long oldest = oldestUnpublishedMs.get(i);
        if (oldest != 0 && oldest <= earlier.countedAtMs().get(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
