package dev.twite.email.render;

import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads as the person that a mail goes to would: what they may not see is not there. */
public final class Reader {
  /** More than that unread, and a digest tells of the latest. */
  private static final int LISTED = 100;

  private final TweetServiceBlockingStub tweets;
  private final NotificationsBlockingStub notifications;

  @Inject
  Reader(TweetServiceBlockingStub tweets, NotificationsBlockingStub notifications) {
    this.tweets = tweets;
    this.notifications = notifications;
  }

  /** Tweets by id. */
  Map<Long, Tweet> tweets(long user, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    GetTweetsRequest request = GetTweetsRequest.newBuilder().addAllIds(ids).build();
    Map<Long, Tweet> found = new HashMap<>();
    as(user, () -> tweets.getTweets(request))
        .getTweetsList()
        .forEach(tweet -> found.put(tweet.getId(), tweet));
    return found;
  }

  /** The latest notifications, read ones too. */
  List<Notification> notifications(long user) {
    ListNotificationsRequest request =
        ListNotificationsRequest.newBuilder().setLimit(LISTED).build();
    return as(user, () -> notifications.listNotifications(request)).getNotificationsList();
  }

  private static <R> R as(long user, Callable<R> call) {
    try {
      return CallContext.withUser(new User(user, 0, Role.USER)).call(call);
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
