package dev.twite.tweet;

import com.google.common.collect.Lists;
import dev.twite.common.follow.ReadFilters;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks svc-follow what a reader may see of some tweets: blocks, kept for two seconds, bans, and,
 * only when there are tweets for followers among them, whom the reader follows.
 */
final class Audiences {
  private static final int RELATIONSHIPS = 200;

  private final ReadFilters filters;
  private final FollowBlockingStub follow;
  private final BannedAuthors banned;

  @Inject
  Audiences(ReadFilters filters, FollowBlockingStub follow, BannedAuthors banned) {
    this.filters = filters;
    this.follow = follow;
    this.banned = banned;
  }

  /**
   * The reader among the tweets' readers. The public, and an author alone with own tweets, need
   * nobody's word.
   *
   * @throws io.grpc.StatusRuntimeException when svc-follow can't say: showing blocked content would
   *     be worse
   */
  Audience of(long reader, Collection<Tweet> tweets) {
    if (reader == 0 || tweets.stream().allMatch(tweet -> tweet.getAuthorId() == reader)) {
      return new Audience(reader, banned.now(), Set.of(), Set.of());
    }
    Set<Long> hidden = filters.of(reader).hidden();
    List<Long> unsure =
        tweets.stream()
            .filter(tweet -> tweet.getVisibility() == Visibility.VISIBILITY_FOLLOWERS)
            .filter(tweet -> !Audience.isMentioned(reader, tweet))
            .map(Tweet::getAuthorId)
            .filter(author -> author != reader && !hidden.contains(author))
            .distinct()
            .toList();
    return new Audience(reader, banned.now(), hidden, followed(unsure));
  }

  /** The authors that a block or a ban hides from the reader. */
  Set<Long> hiddenFrom(long reader) {
    Set<Long> hidden = new HashSet<>(filters.of(reader).hidden());
    hidden.addAll(banned.now());
    return hidden;
  }

  // The caller of GetRelationships is the reader: it travels in the call token.
  private Set<Long> followed(List<Long> authors) {
    Set<Long> followed = new HashSet<>();
    for (List<Long> part : Lists.partition(authors, RELATIONSHIPS)) {
      for (Relationship relationship :
          follow
              .getRelationships(GetRelationshipsRequest.newBuilder().addAllUserIds(part).build())
              .getRelationshipsList()) {
        if (relationship.getFollowing()) {
          followed.add(relationship.getUserId());
        }
      }
    }
    return followed;
  }
}
