package dev.twite.websocket;

import dev.twite.common.follow.ReadFilters;
import dev.twite.common.identity.User;
import dev.twite.common.live.LiveMessage;
import dev.twite.common.view.Counts;
import dev.twite.common.view.TweetView;
import dev.twite.common.view.Wire;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.websocket.store.StreamCursor;
import dev.twite.websocket.store.Streams;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Makes frames of events, which only name things: each once for all readers, and per reader where
 * not everybody may see it. A block hides both ways, so one look at the author's filter tells for
 * all readers at once whom an event is not for (S4).
 */
final class Renderer {
  private final TweetViews tweets;
  private final NotificationViews notifications;
  private final ReadFilters filters;
  private final Mutes mutes;
  private final Owners owners;
  private final Readers readers;
  private final Streams streams;

  @Inject
  Renderer(
      TweetViews tweets,
      NotificationViews notifications,
      ReadFilters filters,
      Mutes mutes,
      Owners owners,
      Readers readers,
      Streams streams) {
    this.tweets = tweets;
    this.notifications = notifications;
    this.filters = filters;
    this.mutes = mutes;
    this.owners = owners;
    this.readers = readers;
    this.streams = streams;
  }

  /**
   * The deliveries of some messages, in order.
   *
   * @throws RuntimeException when a neighbour can't be asked; nothing is shown unfiltered
   */
  List<Delivery> render(
      Place place, List<LiveMessage> messages, Collection<Subscription> subscriptions) {
    Map<Long, TweetView> views = views(messages);
    List<Delivery> deliveries = new ArrayList<>(messages.size());
    for (LiveMessage message : messages) {
      StreamCursor at = streams.cursor(message.cursor());
      LiveEvent event = message.event();
      Delivery delivery =
          switch (event.getType()) {
            case TWEET_CREATED -> tweet(place, at, "tweet.created", event, views, subscriptions);
            case TWEET_EDITED -> tweet(place, at, "tweet.edited", event, views, subscriptions);
            case TWEET_DELETED -> deleted(place, at, event);
            case NOTIFICATION_CREATED -> notification(place, at, event, subscriptions);
            case NOTIFICATION_READ ->
                all(place, at, "notification.read", new Unread(event.getUnread()));
            default -> Delivery.nothing(at);
          };
      deliveries.add(ofOwner(place, delivery));
    }
    return deliveries;
  }

  /**
   * Keeps from whoever is blocked what is on the channel of that tweet's author or of that user.
   */
  Delivery ofOwner(Place place, Delivery delivery) {
    long owner = owners.of(place);
    if (owner == 0) {
      return delivery;
    }
    Set<Long> hidden = filters.of(owner).hidden();
    return new Delivery(
        delivery.at(), reader -> hidden.contains(reader) ? null : delivery.frame().apply(reader));
  }

  /** The counts of a channel's tweet; empty when nobody can see it, or not all can be learnt. */
  Optional<Counts> counts(Place place, Collection<Subscription> subscriptions) {
    try {
      Optional<Counts> counts = readers.asNobody(() -> tweets.counts(place.id()));
      Optional<User> reader = users(subscriptions).stream().findFirst();
      return counts.isPresent() || reader.isEmpty()
          ? counts
          : readers.as(reader.get(), () -> tweets.counts(place.id()));
    } catch (RuntimeException away) {
      return Optional.empty();
    }
  }

  private Map<Long, TweetView> views(List<LiveMessage> messages) {
    Set<Long> ids = new HashSet<>();
    Set<Long> changed = new HashSet<>();
    for (LiveMessage message : messages) {
      LiveEvent event = message.event();
      switch (event.getType()) {
        case TWEET_CREATED -> ids.add(event.getTweetId());
        case TWEET_EDITED -> {
          ids.add(event.getTweetId());
          changed.add(event.getTweetId());
        }
        case TWEET_DELETED -> tweets.forget(event.getTweetId());
        default -> {}
      }
    }
    return ids.isEmpty() ? Map.of() : tweets.of(ids, changed);
  }

  private Delivery tweet(
      Place place,
      StreamCursor at,
      String type,
      LiveEvent event,
      Map<Long, TweetView> views,
      Collection<Subscription> subscriptions) {
    TweetView view = views.get(event.getTweetId());
    if (view != null) {
      return ofEverybody(place, at, type, view);
    }
    if (place.kind() == Place.Kind.PUBLIC || place.kind() == Place.Kind.HASHTAG) {
      return Delivery.nothing(at);
    }
    Map<Long, TweetView> own =
        readers.asEach(users(subscriptions), () -> tweets.own(event.getTweetId()));
    return new Delivery(
        at,
        reader -> {
          TweetView seen = own.get(reader);
          return seen == null || isMuted(place, reader, seen)
              ? null
              : Frames.event(place.name(), at.toString(), type, seen);
        });
  }

  private Delivery ofEverybody(Place place, StreamCursor at, String type, TweetView view) {
    // An edit does not say whether its tweet is a reply.
    if (place.kind() == Place.Kind.PUBLIC
        && (view.replyToId() != null
            || view.retweetOf() != null
            || !view.visibility().equals("public"))) {
      return Delivery.nothing(at);
    }
    Set<Long> hidden = new HashSet<>(hiddenFrom(view));
    if (view.retweetOf() != null) {
      hidden.addAll(hiddenFrom(view.retweetOf()));
    }
    Set<Long> quoteHidden = view.quoteOf() == null ? Set.of() : hiddenFrom(view.quoteOf());
    String frame = Frames.event(place.name(), at.toString(), type, view);
    LongFunction<String> frames =
        reader -> {
          if (hidden.contains(reader) || isMuted(place, reader, view)) {
            return null;
          }
          return quoteHidden.contains(reader)
              ? Frames.event(place.name(), at.toString(), type, withoutQuote(view))
              : frame;
        };
    return new Delivery(at, frames);
  }

  private Delivery deleted(Place place, StreamCursor at, LiveEvent event) {
    Delivery delivery = all(place, at, "tweet.deleted", new Deleted(Wire.id(event.getTweetId())));
    if (event.getAuthorId() == 0) {
      return delivery;
    }
    Set<Long> hidden = filters.of(event.getAuthorId()).hidden();
    return new Delivery(
        at, reader -> hidden.contains(reader) ? null : delivery.frame().apply(reader));
  }

  private Delivery notification(
      Place place, StreamCursor at, LiveEvent event, Collection<Subscription> subscriptions) {
    Map<Long, Object> own =
        readers.asEach(users(subscriptions), () -> notifications.own(event.getNotificationId()));
    return new Delivery(
        at,
        reader -> {
          Object seen = own.get(reader);
          return seen == null
              ? null
              : Frames.event(place.name(), at.toString(), "notification.created", seen);
        });
  }

  private static Delivery all(Place place, StreamCursor at, String type, Object data) {
    String frame = Frames.event(place.name(), at.toString(), type, data);
    return new Delivery(at, reader -> frame);
  }

  private Set<Long> hiddenFrom(TweetView view) {
    return filters.of(author(view)).hidden();
  }

  private boolean isMuted(Place place, long reader, TweetView view) {
    return place.kind().leavesOutMuted()
        && (mutes.isMuted(reader, author(view))
            || (view.retweetOf() != null && mutes.isMuted(reader, author(view.retweetOf()))));
  }

  private static long author(TweetView view) {
    return Long.parseLong(view.author().id());
  }

  private static List<User> users(Collection<Subscription> subscriptions) {
    return subscriptions.stream().map(subscription -> subscription.client().user()).toList();
  }

  private static TweetView withoutQuote(TweetView view) {
    return new TweetView(
        view.id(),
        view.author(),
        view.text(),
        view.entities(),
        view.media(),
        view.replyToId(),
        view.conversationId(),
        view.retweetOf(),
        null,
        view.createdAt(),
        view.editedAt(),
        view.counts(),
        view.visibility(),
        view.viewer());
  }

  private record Deleted(String id) {}

  private record Unread(long count) {}
}
