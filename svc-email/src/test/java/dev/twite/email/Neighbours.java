package dev.twite.email;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.common.testing.Cluster;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.GetContactRequest;
import dev.twite.proto.auth.v1.GetContactResponse;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationPage;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those that svc-email asks, in memory. */
final class Neighbours {
  private final Map<Long, GetContactResponse> contacts = new ConcurrentHashMap<>();
  private final Map<Long, User> profiles = new ConcurrentHashMap<>();
  private final Map<Long, Tweet> tweets = new ConcurrentHashMap<>();
  private final Set<Long> hidden = ConcurrentHashMap.newKeySet();
  private final Map<Long, List<Notification>> notifications = new ConcurrentHashMap<>();

  void start(Cluster cluster) throws Exception {
    cluster.fake("auth", new Auth());
    cluster.fake("profile", new Profiles());
    cluster.fake("tweet", new Tweets());
    cluster.fake("notification", new Notifications());
  }

  /** Makes an account; its address is {@code <handle>@example.org}. */
  void account(long id, String handle, String name, boolean verified) {
    contacts.put(
        id,
        GetContactResponse.newBuilder()
            .setEmail(handle + "@example.org")
            .setEmailVerified(verified)
            .setHandle(handle)
            .setName(name)
            .build());
    profiles.put(id, User.newBuilder().setId(id).setHandle(handle).setName(name).build());
  }

  void remove(long id) {
    contacts.remove(id);
    profiles.remove(id);
  }

  void tweet(long id, long author, String text) {
    tweets.put(id, Tweet.newBuilder().setId(id).setAuthorId(author).setText(text).build());
  }

  /** From now on nobody may see it. */
  void hide(long tweet) {
    hidden.add(tweet);
  }

  /** Replaces what svc-notification lists for somebody. */
  void notifications(long user, Notification... listed) {
    notifications.put(user, new CopyOnWriteArrayList<>(listed));
  }

  /** Has svc-notification list a follow first. */
  void follow(long user, Notification follow) {
    notifications.computeIfAbsent(user, key -> new CopyOnWriteArrayList<>()).addFirst(follow);
  }

  private final class Auth extends AuthGrpc.AuthImplBase {
    @Override
    public void getContact(GetContactRequest in, StreamObserver<GetContactResponse> out) {
      Calls.reply(
          out,
          () -> {
            CallContext.requireService(Set.of("email"));
            GetContactResponse contact = contacts.get(in.getUserId());
            if (contact == null) {
              throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
            }
            return contact;
          });
    }
  }

  private final class Profiles extends ProfileGrpc.ProfileImplBase {
    @Override
    public void getUsers(GetUsersRequest in, StreamObserver<GetUsersResponse> out) {
      Calls.reply(
          out,
          () ->
              GetUsersResponse.newBuilder()
                  .addAllUsers(
                      in.getIdsList().stream().map(profiles::get).filter(Objects::nonNull).toList())
                  .build());
    }
  }

  private final class Tweets extends TweetServiceGrpc.TweetServiceImplBase {
    @Override
    public void getTweets(GetTweetsRequest in, StreamObserver<GetTweetsResponse> out) {
      Calls.reply(
          out,
          () -> {
            var unused = CallContext.requireUser();
            return GetTweetsResponse.newBuilder()
                .addAllTweets(
                    in.getIdsList().stream()
                        .filter(id -> !hidden.contains(id))
                        .map(tweets::get)
                        .filter(Objects::nonNull)
                        .toList())
                .build();
          });
    }
  }

  private final class Notifications extends NotificationsGrpc.NotificationsImplBase {
    @Override
    public void listNotifications(
        ListNotificationsRequest in, StreamObserver<NotificationPage> out) {
      Calls.reply(
          out,
          () ->
              NotificationPage.newBuilder()
                  .addAllNotifications(
                      notifications.getOrDefault(CallContext.requireUser().id(), List.of()))
                  .build());
    }
  }
}
