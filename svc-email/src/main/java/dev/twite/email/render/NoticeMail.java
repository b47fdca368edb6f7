package dev.twite.email.render;

import dev.twite.common.error.Outages;
import dev.twite.common.view.Profiles;
import dev.twite.email.Kind;
import dev.twite.email.Links;
import dev.twite.email.SkippedException;
import dev.twite.email.store.MessageRow;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.Tweet;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a mail about one thing that somebody did says. */
public final class NoticeMail {
  private final Profiles profiles;
  private final Reader reader;
  private final Links links;

  @Inject
  NoticeMail(Profiles profiles, Reader reader, Links links) {
    this.profiles = profiles;
    this.reader = reader;
    this.links = links;
  }

  Contents contents(MessageRow message) throws SkippedException {
    List<Notification> listed = listed(message);
    // The marker never goes back, so all up to the latest that is read is read.
    if (listed.stream().anyMatch(one -> one.getRead() && one.getId() >= message.notificationId())) {
      throw new SkippedException("read");
    }
    User actor =
        profiles.find(message.actorId()).orElseThrow(() -> new SkippedException("actor_gone"));
    if (message.kind() == Kind.FOLLOW && !follows(listed, message.actorId())) {
      throw new SkippedException("withdrawn");
    }
    String who = Lines.one(actor.getName()) + " (@" + actor.getHandle() + ")";
    Map<String, Object> values = new HashMap<>();
    values.put("who", who);
    if (message.kind() == Kind.FOLLOW) {
      values.put("link", links.user(actor.getHandle()));
      values.put("bio", Lines.many(actor.getBio()));
      values.put("quoted", actor.getBio().isBlank() ? "" : Lines.quoted(actor.getBio()));
    } else {
      Tweet tweet =
          reader.tweets(message.userId(), List.of(message.tweetId())).get(message.tweetId());
      if (tweet == null) {
        throw new SkippedException("tweet_gone");
      }
      values.put("link", links.tweet(tweet.getId()));
      values.put("text", Lines.many(tweet.getText()));
      values.put("quoted", Lines.quoted(tweet.getText()));
    }
    return new Contents(who + verb(message.kind()), values);
  }

  /**
   * When svc-notification is away the mail goes out: one too many is better than none. Not so for
   * follows: of a tweet svc-tweet says whether the reader may see it, of a follow only that list
   * knows whether it was taken back or its author blocked.
   */
  private List<Notification> listed(MessageRow message) {
    try {
      return reader.notifications(message.userId());
    } catch (RuntimeException failed) {
      if (Outages.isOutage(failed) && message.kind() != Kind.FOLLOW) {
        return List.of();
      }
      throw failed;
    }
  }

  private static boolean follows(List<Notification> listed, long actor) {
    return listed.stream()
        .anyMatch(
            one ->
                one.getType() == NotificationType.FOLLOW && one.getActorIdsList().contains(actor));
  }

  private static String verb(Kind kind) {
    return switch (kind) {
      case MENTION -> " mentioned you";
      case REPLY -> " replied to you";
      case QUOTE -> " quoted you";
      case FOLLOW -> " follows you";
      default -> throw new IllegalStateException(kind + " is no notification");
    };
  }
}
