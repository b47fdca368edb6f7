package dev.twite.websocket.testing;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.CheckSessionRequest;
import dev.twite.proto.auth.v1.CheckSessionResponse;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.UserRequest;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.GetLikesResponse;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.notification.v1.GetNotificationsRequest;
import dev.twite.proto.notification.v1.GetNotificationsResponse;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.Visibility;
import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The other services, as far as sockets need them. Every user exists. */
public final class World {
  private static final AtomicLong IDS = new AtomicLong(System.nanoTime());

  public final Map<Long, Tweet> tweets = new ConcurrentHashMap<>();
  public final Map<Long, Set<Long>> hidden = new ConcurrentHashMap<>();
  public final Map<Long, Set<Long>> muted = new ConcurrentHashMap<>();
  public final Map<Long, Set<Long>> followers = new ConcurrentHashMap<>();
  public final Set<Long> deadSessions = ConcurrentHashMap.newKeySet();
  public final Set<Long> askedSessions = ConcurrentHashMap.newKeySet();

  /** When sessions expire, in ms; those that are not in it never do. */
  public final Map<Long, Long> sessionEnds = new ConcurrentHashMap<>();

  public final Set<Long> noUsers = ConcurrentHashMap.newKeySet();
  public final Map<Long, Long> likes = new ConcurrentHashMap<>();
  public volatile boolean likesAway;
  public final AtomicInteger tweetCalls = new AtomicInteger();
  public final AtomicInteger filterCalls = new AtomicInteger();

  /** An id that nobody else has: channels are common to all tests of this JVM. */
  public static long id() {
    return IDS.incrementAndGet();
  }

  public long tweet(long author) {
    return tweet(author, Visibility.VISIBILITY_PUBLIC);
  }

  public long tweet(long author, Visibility visibility) {
    Tweet.Builder tweet = Tweet.newBuilder().setId(id()).setAuthorId(author).setText("Hello");
    add(tweet.setVisibility(visibility));
    return tweet.getId();
  }

  public void add(Tweet.Builder tweet) {
    tweets.put(tweet.getId(), tweet.setConversationId(tweet.getId()).build());
  }

  public void block(long one, long other) {
    hidden.computeIfAbsent(one, key -> ConcurrentHashMap.newKeySet()).add(other);
    hidden.computeIfAbsent(other, key -> ConcurrentHashMap.newKeySet()).add(one);
  }

  public void mute(long reader, long author) {
    muted.computeIfAbsent(reader, key -> ConcurrentHashMap.newKeySet()).add(author);
  }

  public void follow(long follower, long author) {
    followers.computeIfAbsent(author, key -> ConcurrentHashMap.newKeySet()).add(follower);
  }

  private boolean maySee(Tweet tweet) {
    long reader = CallContext.userIdOrZero();
    return !hidden.getOrDefault(reader, Set.of()).contains(tweet.getAuthorId())
        && (tweet.getVisibility() != Visibility.VISIBILITY_FOLLOWERS
            || reader == tweet.getAuthorId()
            || followers.getOrDefault(tweet.getAuthorId(), Set.of()).contains(reader));
  }

  /** svc-tweet. */
  public TweetServiceGrpc.TweetServiceImplBase tweetService() {
    return new TweetServiceGrpc.TweetServiceImplBase() {
      @Override
      public void getTweets(GetTweetsRequest in, StreamObserver<GetTweetsResponse> out) {
        tweetCalls.incrementAndGet();
        GetTweetsResponse.Builder found = GetTweetsResponse.newBuilder();
        in.getIdsList().stream()
            .map(tweets::get)
            .filter(tweet -> tweet != null && maySee(tweet))
            .forEach(found::addTweets);
        Calls.reply(out, found::build);
      }
    };
  }

  /** svc-like. */
  public LikeGrpc.LikeImplBase likeService() {
    return new LikeGrpc.LikeImplBase() {
      @Override
      public void getLikes(GetLikesRequest in, StreamObserver<GetLikesResponse> out) {
        if (likesAway) {
          throw TwiteException.of(ErrorCode.UNAVAILABLE);
        }
        GetLikesResponse.Builder found = GetLikesResponse.newBuilder();
        for (long id : in.getTweetIdsList()) {
          found.addLikes(
              LikeState.newBuilder().setTweetId(id).setLikesCount(likes.getOrDefault(id, 0L)));
        }
        Calls.reply(out, found::build);
      }
    };
  }

  /** svc-profile. */
  public ProfileGrpc.ProfileImplBase profileService() {
    return new ProfileGrpc.ProfileImplBase() {
      @Override
      public void getUsers(GetUsersRequest in, StreamObserver<GetUsersResponse> out) {
        GetUsersResponse.Builder found = GetUsersResponse.newBuilder();
        in.getIdsList().stream()
            .filter(id -> !noUsers.contains(id))
            .forEach(
                id -> found.addUsers(User.newBuilder().setId(id).setHandle("u" + id).setName("N")));
        Calls.reply(out, found::build);
      }
    };
  }

  /** svc-follow. */
  public FollowGrpc.FollowImplBase followService() {
    return new FollowGrpc.FollowImplBase() {
      @Override
      public void getReadFilter(UserRequest in, StreamObserver<ReadFilter> out) {
        filterCalls.incrementAndGet();
        Calls.reply(
            out,
            () ->
                ReadFilter.newBuilder()
                    .addAllBlocking(hidden.getOrDefault(in.getUserId(), Set.of()))
                    .addAllMuting(muted.getOrDefault(in.getUserId(), Set.of()))
                    .build());
      }
    };
  }

  /** svc-auth. */
  public AuthGrpc.AuthImplBase authService() {
    return new AuthGrpc.AuthImplBase() {
      @Override
      public void checkSession(CheckSessionRequest in, StreamObserver<CheckSessionResponse> out) {
        askedSessions.add(in.getSessionId());
        long expires = sessionEnds.getOrDefault(in.getSessionId(), Long.MAX_VALUE);
        boolean alive =
            !deadSessions.contains(in.getSessionId()) && System.currentTimeMillis() < expires;
        Calls.reply(
            out,
            () ->
                CheckSessionResponse.newBuilder()
                    .setAlive(alive)
                    .setExpiresAtMs(alive ? expires : 0)
                    .build());
      }
    };
  }

  /** svc-notification: a like by user 1 under every id. */
  public NotificationsGrpc.NotificationsImplBase notificationService() {
    return new NotificationsGrpc.NotificationsImplBase() {
      @Override
      public void getNotifications(
          GetNotificationsRequest in, StreamObserver<GetNotificationsResponse> out) {
        GetNotificationsResponse.Builder found = GetNotificationsResponse.newBuilder();
        for (long id : in.getIdsList()) {
          found.addNotifications(
              Notification.newBuilder()
                  .setId(id)
                  .setType(NotificationType.LIKE)
                  .addActorIds(1)
                  .setActorsCount(1)
                  .setCreatedAtMs(1));
        }
        Calls.reply(out, found::build);
      }
    };
  }
}
