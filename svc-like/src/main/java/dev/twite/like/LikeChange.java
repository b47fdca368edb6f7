package dev.twite.like;

import dev.twite.common.identity.CallContext;
import dev.twite.like.events.LikeEvents;

/**
 * A like that shall come, or go.
 *
 * @param like true to come
 * @param authorId of the tweet; 0 where the like shall go
 * @param requestId of the request that wants it; may be empty
 * @param traceparent of that request; may be empty
 */
record LikeChange(
    boolean like, long tweetId, long userId, long authorId, String requestId, String traceparent)
    implements LikeEvents.Origin {
  static LikeChange like(Targets.Target target, long userId) {
    return ofThisRequest(true, target.tweetId(), userId, target.authorId());
  }

  static LikeChange unlike(long tweetId, long userId) {
    return ofThisRequest(false, tweetId, userId, 0);
  }

  private static LikeChange ofThisRequest(boolean like, long tweetId, long userId, long authorId) {
    return new LikeChange(
        like,
        tweetId,
        userId,
        authorId,
        CallContext.requestId().orElse(""),
        CallContext.traceparent().orElse(""));
  }
}
