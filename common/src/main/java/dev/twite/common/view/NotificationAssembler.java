package dev.twite.common.view;

import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.profile.v1.User;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes notifications as the reader sees them, with one look-up for the tweets of a page and one
 * for its people. One about a tweet that the reader may not see any more is left out, and so is one
 * of people who are gone.
 */
public final class NotificationAssembler {
  private static final int ACTORS = 5;

  private final TweetAssembler tweets;
  private final Profiles profiles;
  private final Pictures pictures;

  @Inject
  NotificationAssembler(TweetAssembler tweets, Profiles profiles, Pictures pictures) {
    this.tweets = tweets;
    this.profiles = profiles;
    this.pictures = pictures;
  }

  /** At most 100, in this order. */
  public List<NotificationView> all(List<Notification> page) {
    if (page.isEmpty()) {
      return List.of();
    }
    Map<String, TweetView> seen = new HashMap<>();
    tweets
        .byIds(
            page.stream().map(Notification::getTweetId).filter(id -> id != 0).distinct().toList())
        .forEach(tweet -> seen.put(tweet.id(), tweet));
    Map<Long, User> people =
        profiles.byId(
            page.stream().flatMap(one -> one.getActorIdsList().stream()).distinct().toList());
    Album avatars = pictures.of(people.values().stream().map(User::getAvatarMediaId).toList());
    List<NotificationView> views = new ArrayList<>(page.size());
    for (Notification one : page) {
      TweetView tweet = seen.get(Wire.id(one.getTweetId()));
      List<UserShort> actors =
          one.getActorIdsList().stream()
              .map(people::get)
              .filter(Objects::nonNull)
              .limit(ACTORS)
              .map(actor -> UserShort.of(actor, avatars))
              .toList();
      boolean lost = one.getTweetId() != 0 && tweet == null;
      boolean deserted = actors.isEmpty() && one.getType() != NotificationType.SYSTEM;
      if (!lost && !deserted) {
        views.add(NotificationView.of(one, actors, tweet));
      }
    }
    return views;
  }
}
