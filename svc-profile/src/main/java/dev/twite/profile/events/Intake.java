package dev.twite.profile.events;

import static dev.twite.profile.Counts.Change.ofFollow;
import static dev.twite.profile.Counts.Change.ofTweet;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.common.kafka.Topic;
import dev.twite.profile.Accounts;
import dev.twite.profile.Counts;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * What svc-profile does with events. Blocks pass by: each follow that a block removes has its own
 * FollowDeleted.
 */
public final class Intake {
  public static final String GROUP = "profile";
  public static final Set<Topic> TOPICS = Set.of(Topic.USER, Topic.FOLLOW, Topic.TWEET);

  private final Accounts accounts;
  private final Counts counts;

  @Inject
  Intake(Accounts accounts, Counts counts) {
    this.accounts = accounts;
    this.counts = counts;
  }

  public EventHandler handler() {
    return EventHandler.builder()
        .on(
            UserCreated.class,
            (made, event) ->
                accounts.create(
                    made.getUserId(), made.getHandle(), made.getName(), made.getCreatedAtMs()))
        .on(
            UserBanned.class,
            (told, event) -> accounts.ban(told.getUserId(), told.getVersion(), true))
        .on(
            UserUnbanned.class,
            (told, event) -> accounts.ban(told.getUserId(), told.getVersion(), false))
        .on(UserDeleted.class, (gone, event) -> accounts.delete(gone.getUserId()))
        .together(
            events -> counts.add(events.stream().map(Intake::change).toList()),
            FollowCreated.class,
            FollowDeleted.class,
            TweetCreated.class,
            TweetDeleted.class)
        .build();
  }

  private static Counts.Change change(Event event) {
    long id = event.id();
    return switch (event.payload()) {
      case FollowCreated made -> ofFollow(id, made.getFollowerId(), made.getFolloweeId(), 1);
      case FollowDeleted gone -> ofFollow(id, gone.getFollowerId(), gone.getFolloweeId(), -1);
      case TweetCreated made -> ofTweet(id, made.getAuthorId(), 1);
      case TweetDeleted gone -> ofTweet(id, gone.getAuthorId(), -1);
      default ->
          throw new IllegalArgumentException("Is not counted: " + event.payload().getClass());
    };
  }
}
