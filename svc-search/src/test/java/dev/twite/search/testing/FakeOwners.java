package dev.twite.search.testing;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.follow.v1.FollowGrpc;
import dev.twite.proto.follow.v1.FollowingIds;
import dev.twite.proto.follow.v1.FriendsOfFriends;
import dev.twite.proto.follow.v1.ListFriendsOfFriendsRequest;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.UserRequest;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.GetLikesResponse;
import dev.twite.proto.like.v1.LikeGrpc;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.ScanUsersRequest;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.profile.v1.UserPage;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.Hashtag;
import dev.twite.proto.tweet.v1.Mention;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.Url;
import dev.twite.proto.tweet.v1.Visibility;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The services that own what is searched, in memory. */
public final class FakeOwners {
  public final ConcurrentSkipListMap<Long, Tweet> tweets = new ConcurrentSkipListMap<>();
  public final ConcurrentSkipListMap<Long, User> users = new ConcurrentSkipListMap<>();
  public final Map<Long, Long> likes = new ConcurrentHashMap<>();
  public final Map<Long, Set<Long>> following = new ConcurrentHashMap<>();
  public final Map<Long, Set<Long>> blocking = new ConcurrentHashMap<>();
  public final Map<Long, Set<Long>> muting = new ConcurrentHashMap<>();
  public final AtomicInteger scans = new AtomicInteger();

  /** Whose counts svc-tweet was asked for. */
  public final Set<Long> asked = ConcurrentHashMap.newKeySet();

  /** Runs in the middle of the next scan, after its first page was read. */
  public volatile Runnable duringScan = () -> {};

  public volatile boolean away;

  /** As svc-tweet keeps what it told of. */
  public void keep(TweetCreated told) {
    Tweet.Builder tweet =
        Tweet.newBuilder()
            .setId(told.getTweetId())
            .setAuthorId(told.getAuthorId())
            .setText(told.getText())
            .setReplyToId(told.getReplyToId())
            .setReplyToAuthorId(told.getReplyToAuthorId())
            .setRetweetOfId(told.getRetweetOfId())
            .setVisibilityValue(told.getVisibility())
            .setCreatedAtMs(told.getCreatedAtMs())
            .addAllMediaIds(told.getMediaIdsList());
    told.getHashtagsList().forEach(tag -> tweet.addHashtags(Hashtag.newBuilder().setTag(tag)));
    told.getUrlsList().forEach(url -> tweet.addUrls(Url.newBuilder().setUrl(url)));
    told.getMentionedUserIdsList()
        .forEach(user -> tweet.addMentions(Mention.newBuilder().setUserId(user)));
    tweets.put(told.getTweetId(), tweet.build());
  }

  public final TweetServiceGrpc.TweetServiceImplBase tweet =
      new TweetServiceGrpc.TweetServiceImplBase() {
        @Override
        public void scanTweets(ScanTweetsRequest in, StreamObserver<TweetPage> out) {
          requireHere();
          Calls.reply(
              out,
              () -> {
                int limit = Math.min(in.getLimit(), 50);
                List<Tweet> page =
                    tweets.tailMap(in.getAfterId(), false).values().stream().limit(limit).toList();
                // A look at one tweet is no scan.
                if (in.getLimit() > 1) {
                  scans.incrementAndGet();
                  duringScan.run();
                }
                return TweetPage.newBuilder()
                    .addAllTweets(page)
                    .setNextCursor(page.size() < limit ? 0 : page.getLast().getId())
                    .build();
              });
        }

        @Override
        public void getTweets(GetTweetsRequest in, StreamObserver<GetTweetsResponse> out) {
          requireHere();
          asked.addAll(in.getIdsList());
          Calls.reply(
              out,
              () ->
                  GetTweetsResponse.newBuilder()
                      .addAllTweets(
                          in.getIdsList().stream()
                              .map(tweets::get)
                              .filter(
                                  found ->
                                      found != null
                                          && found.getVisibility()
                                              != Visibility.VISIBILITY_FOLLOWERS)
                              .toList())
                      .build());
        }
      };

  public final LikeGrpc.LikeImplBase like =
      new LikeGrpc.LikeImplBase() {
        @Override
        public void getLikes(GetLikesRequest in, StreamObserver<GetLikesResponse> out) {
          requireHere();
          Calls.reply(
              out,
              () -> {
                GetLikesResponse.Builder answer = GetLikesResponse.newBuilder();
                for (long id : in.getTweetIdsList()) {
                  answer.addLikesBuilder().setTweetId(id).setLikesCount(likes.getOrDefault(id, 0L));
                }
                return answer.build();
              });
        }
      };

  public final ProfileGrpc.ProfileImplBase profile =
      new ProfileGrpc.ProfileImplBase() {
        @Override
        public void scanUsers(ScanUsersRequest in, StreamObserver<UserPage> out) {
          requireHere();
          Calls.reply(
              out,
              () ->
                  UserPage.newBuilder()
                      .addAllUsers(users.tailMap(in.getAfterId(), false).values())
                      .build());
        }

        @Override
        public void getUsers(GetUsersRequest in, StreamObserver<GetUsersResponse> out) {
          requireHere();
          Calls.reply(
              out,
              () ->
                  GetUsersResponse.newBuilder()
                      .addAllUsers(
                          in.getIdsList().stream()
                              .map(users::get)
                              .filter(user -> user != null)
                              .toList())
                      .build());
        }
      };

  public final FollowGrpc.FollowImplBase follow =
      new FollowGrpc.FollowImplBase() {
        @Override
        public void getReadFilter(UserRequest in, StreamObserver<ReadFilter> out) {
          long reader = in.getUserId();
          Calls.reply(
              out,
              () ->
                  ReadFilter.newBuilder()
                      .addAllBlocking(blocking.getOrDefault(reader, Set.of()))
                      .addAllBlockedBy(
                          blocking.entrySet().stream()
                              .filter(entry -> entry.getValue().contains(reader))
                              .map(Map.Entry::getKey)
                              .toList())
                      .addAllMuting(muting.getOrDefault(reader, Set.of()))
                      .build());
        }

        @Override
        public void listFollowingIds(UserRequest in, StreamObserver<FollowingIds> out) {
          Calls.reply(
              out,
              () ->
                  FollowingIds.newBuilder()
                      .addAllUserIds(following.getOrDefault(in.getUserId(), Set.of()))
                      .build());
        }

        @Override
        public void listFriendsOfFriends(
            ListFriendsOfFriendsRequest in, StreamObserver<FriendsOfFriends> out) {
          Calls.reply(
              out,
              () -> {
                FriendsOfFriends.Builder answer = FriendsOfFriends.newBuilder();
                long self = dev.twite.common.identity.CallContext.requireUser().id();
                following.getOrDefault(self, Set.of()).stream()
                    .flatMap(friend -> following.getOrDefault(friend, Set.of()).stream())
                    .distinct()
                    .forEach(id -> answer.addUsersBuilder().setUserId(id).setMutuals(1));
                return answer.build();
              });
        }
      };

  private void requireHere() {
    if (away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
  }
}
