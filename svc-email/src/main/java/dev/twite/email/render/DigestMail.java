package dev.twite.email.render;

import com.google.common.collect.Iterables;
import dev.twite.common.db.Database;
import dev.twite.common.view.Profiles;
import dev.twite.email.Links;
import dev.twite.email.SkippedException;
import dev.twite.email.store.MessageRow;
import dev.twite.email.store.PendingDao;
import dev.twite.email.store.PendingRow;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.Tweet;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a digest says: of what waited for it, that which is still unread and for this reader to see,
 * grouped as in the list of notifications.
 */
public final class DigestMail {
  private static final int GATHERED = 1_000;
  private static final int SHOWN = 20;
  private static final int NAMED = 2;

  private final Database database;
  private final Profiles profiles;
  private final Reader reader;
  private final Links links;

  @Inject
  DigestMail(Database database, Profiles profiles, Reader reader, Links links) {
    this.database = database;
    this.profiles = profiles;
    this.reader = reader;
    this.links = links;
  }

  /** An entry, as the templates see it. */
  public record Entry(String line, String text, String quoted, String link) {}

  Contents contents(MessageRow message) throws SkippedException {
    List<Notification> unread = unread(message);
    Map<Long, Tweet> tweets =
        reader.tweets(
            message.userId(),
            unread.stream()
                .map(Notification::getTweetId)
                .filter(id -> id != 0)
                .distinct()
                .toList());
    Map<Long, User> actors =
        profiles.byId(
            unread.stream().flatMap(one -> one.getActorIdsList().stream().limit(NAMED)).toList());
    List<Entry> entries = new ArrayList<>();
    for (Notification notification : unread) {
      entry(notification, tweets, actors).ifPresent(entries::add);
    }
    if (entries.isEmpty()) {
      throw new SkippedException("nothing_unread");
    }
    int more = Math.max(0, entries.size() - SHOWN);
    String things = entries.size() == 1 ? "one thing" : entries.size() + " things";
    return new Contents(
        "You missed " + things + " on Twite",
        Map.of(
            "things",
            things,
            "entries",
            entries.subList(0, entries.size() - more),
            "more",
            more,
            "link",
            links.notifications()));
  }

  private List<Notification> unread(MessageRow message) {
    Set<PendingRow> waited =
        new HashSet<>(
            database.read(
                handle ->
                    handle.attach(PendingDao.class).in(message.userId(), message.id(), GATHERED)));
    return reader.notifications(message.userId()).stream()
        .filter(one -> !one.getRead())
        .filter(one -> waited.contains(new PendingRow(one.getType().name(), one.getTweetId())))
        .toList();
  }

  private Optional<Entry> entry(
      Notification notification, Map<Long, Tweet> tweets, Map<Long, User> actors) {
    List<User> known =
        notification.getActorIdsList().stream()
            .limit(NAMED)
            .map(actors::get)
            .filter(actor -> actor != null)
            .toList();
    Optional<String> verb = verb(notification.getType());
    Tweet tweet = tweets.get(notification.getTweetId());
    if (known.isEmpty() || verb.isEmpty() || (notification.getTweetId() != 0 && tweet == null)) {
      return Optional.empty();
    }
    String line = who(known, notification.getActorsCount()) + verb.get();
    if (tweet == null) {
      return Optional.of(new Entry(line, "", "", links.user(known.getFirst().getHandle())));
    }
    return Optional.of(
        new Entry(
            line,
            Lines.many(tweet.getText()),
            Lines.quoted(tweet.getText()),
            links.tweet(tweet.getId())));
  }

  private static String who(List<User> named, long count) {
    List<String> names = named.stream().map(actor -> Lines.one(actor.getName())).toList();
    long others = Math.max(0, count - names.size());
    if (others > 0) {
      return String.join(", ", names) + " and " + others + (others == 1 ? " other" : " others");
    }
    return names.size() == 1
        ? names.getFirst()
        : String.join(", ", Iterables.limit(names, names.size() - 1)) + " and " + names.getLast();
  }

  private static Optional<String> verb(NotificationType type) {
    return switch (type) {
      case LIKE -> Optional.of(" liked your tweet");
      case RETWEET -> Optional.of(" retweeted you");
      case REPLY -> Optional.of(" replied to you");
      case MENTION -> Optional.of(" mentioned you");
      case QUOTE -> Optional.of(" quoted you");
      case FOLLOW -> Optional.of(" followed you");
      case SYSTEM, NOTIFICATION_TYPE_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }
}
