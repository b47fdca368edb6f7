package dev.twite.analytics.events;

import com.google.protobuf.Message;
import dev.twite.analytics.Kind;
import dev.twite.analytics.store.EventRow;
import dev.twite.common.kafka.EventBatch.Positioned;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.BlockDeleted;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.MuteDeleted;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.TweetsViewed;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.proto.tweet.v1.Visibility;
import java.util.List;
import java.util.Optional;

/** Events as rows: who did what to whom. No names and no text. */
final class EventRows {
  /** What a row says beside when and where it was. */
  private record Act(
      String kind,
      long actor,
      long tweet,
      long subject,
      long target,
      long quoted,
      long quotedAuthor,
      List<String> hashtags) {
    static Act alone(String kind, long actor) {
      return new Act(kind, actor, 0, 0, 0, 0, 0, List.of());
    }

    static Act onTweet(String kind, long actor, long tweet) {
      return new Act(kind, actor, tweet, 0, 0, 0, 0, List.of());
    }

    static Act towards(String kind, long actor, long subject, long target) {
      return new Act(kind, actor, 0, subject, target, 0, 0, List.of());
    }
  }

  private EventRows() {}

  /** Empty for events that are not counted. */
  static Optional<EventRow> of(Positioned record) {
    return act(record.event().payload())
        .map(
            act ->
                new EventRow(
                    record.place(),
                    record.event().id(),
                    record.event().occurredAt().toEpochMilli(),
                    act.kind,
                    act.actor,
                    act.tweet,
                    act.subject,
                    act.target,
                    act.quoted,
                    act.quotedAuthor,
                    act.hashtags));
  }

  private static Optional<Act> act(Message payload) {
    return Optional.ofNullable(
        switch (payload) {
          case UserCreated it -> Act.alone(Kind.SIGN_UP, it.getUserId());
          case UserDeleted it -> Act.alone(Kind.ACCOUNT_DELETE, it.getUserId());
          case ProfileUpdated it -> Act.alone(Kind.PROFILE, it.getUserId());
          case TweetCreated it -> created(it);
          case TweetEdited it -> Act.onTweet(Kind.EDIT, it.getAuthorId(), it.getTweetId());
          case TweetDeleted it -> Act.onTweet(Kind.DELETE, it.getAuthorId(), it.getTweetId());
          case FollowCreated it -> between(Kind.FOLLOW, it.getFollowerId(), it.getFolloweeId());
          case FollowDeleted it -> between(Kind.UNFOLLOW, it.getFollowerId(), it.getFolloweeId());
          case BlockCreated it -> between(Kind.BLOCK, it.getBlockerId(), it.getBlockedId());
          case BlockDeleted it -> between(Kind.UNBLOCK, it.getBlockerId(), it.getBlockedId());
          case MuteCreated it -> between(Kind.MUTE, it.getMuterId(), it.getMutedId());
          case MuteDeleted it -> between(Kind.UNMUTE, it.getMuterId(), it.getMutedId());
          case LikeCreated it ->
              Act.towards(Kind.LIKE, it.getUserId(), it.getAuthorId(), it.getTweetId());
          case LikeDeleted it ->
              Act.towards(Kind.UNLIKE, it.getUserId(), it.getAuthorId(), it.getTweetId());
          case TweetsViewed it -> Act.alone(Kind.VIEW, it.getViewerId());
          // What moderation does is in svc-admin's audit log; what a banned account did was done.
          case UserBanned it -> null;
          case UserUnbanned it -> null;
          default -> null;
        });
  }

  private static Act between(String kind, long actor, long subject) {
    return Act.towards(kind, actor, subject, 0);
  }

  private static Act created(TweetCreated it) {
    boolean retweet = it.getRetweetOfId() != 0;
    boolean reply = !retweet && it.getReplyToId() != 0;
    return new Act(
        retweet ? Kind.RETWEET : reply ? Kind.REPLY : Kind.POST,
        it.getAuthorId(),
        it.getTweetId(),
        retweet ? it.getRetweetOfAuthorId() : reply ? it.getReplyToAuthorId() : 0,
        retweet ? it.getRetweetOfId() : reply ? it.getReplyToId() : 0,
        it.getQuoteOfId(),
        it.getQuoteOfAuthorId(),
        it.getVisibility() == Visibility.VISIBILITY_PUBLIC_VALUE
            ? it.getHashtagsList().stream().distinct().toList()
            : List.of());
  }
}
