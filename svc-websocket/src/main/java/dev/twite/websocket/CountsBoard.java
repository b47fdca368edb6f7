package dev.twite.websocket;

import dev.twite.common.view.Counts;
import dev.twite.common.view.Wire;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.websocket.store.StreamCursor;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The counts of a tweet: what others publish is what changed; clients get all four, at most twice a
 * second, and always the last state. Used by one task at a time.
 */
final class CountsBoard {
  private final Place place;
  private final Renderer renderer;
  private final ScheduledExecutorService timer;
  private final Duration every;
  private Counts known;
  private LiveEvent early = LiveEvent.getDefaultInstance();
  private long likesVersion;
  private long othersVersion;
  private boolean scheduled;
  private long shownAt;

  CountsBoard(Place place, Renderer renderer, ScheduledExecutorService timer, Duration every) {
    this.place = place;
    this.renderer = renderer;
    this.timer = timer;
    this.every = every;
    this.shownAt = System.nanoTime() - every.toNanos();
  }

  /** Notes a change; the channel is told when it is time to show it. */
  void take(LiveEvent event, Channel channel) {
    if (place.kind() != Place.Kind.TWEET || event.getType() != LiveEvent.Type.TWEET_COUNTS) {
      return;
    }
    LiveEvent latest = latest(event);
    if (known == null) {
      // Laid over the first load, which the first show does.
      early = early.toBuilder().mergeFrom(latest).build();
    } else {
      known = over(known, latest);
    }
    schedule(channel);
  }

  /**
   * Forgets all counts: changes may have been missed. They are loaded and shown afresh when they
   * were shown or about to be.
   *
   * @param missed whether some change is known to have been missed
   */
  void reset(boolean missed, Channel channel) {
    if (place.kind() != Place.Kind.TWEET) {
      return;
    }
    boolean due = missed || known != null || !early.equals(LiveEvent.getDefaultInstance());
    known = null;
    early = LiveEvent.getDefaultInstance();
    if (due) {
      schedule(channel);
    }
  }

  private void schedule(Channel channel) {
    if (!scheduled) {
      scheduled = true;
      long wait = Math.max(0, shownAt + every.toNanos() - System.nanoTime());
      var unused = timer.schedule(channel::countsDue, wait, TimeUnit.NANOSECONDS);
    }
  }

  /** Hands the whole counts to everybody. */
  void show(StreamCursor last, Collection<Subscription> subscriptions) {
    scheduled = false;
    shownAt = System.nanoTime();
    if (known == null) {
      Optional<Counts> loaded = renderer.counts(place, subscriptions);
      if (loaded.isEmpty()) {
        return;
      }
      known = over(loaded.get(), early);
      early = LiveEvent.getDefaultInstance();
    }
    Data data = new Data(Wire.id(place.id()), known);
    String frame = Frames.event(place.name(), last.toString(), "tweet.counts", data);
    Delivery delivery = renderer.ofOwner(place, new Delivery(null, reader -> frame));
    subscriptions.forEach(subscription -> subscription.offer(delivery));
  }

  /** The event without what a later one has told already. */
  private LiveEvent latest(LiveEvent event) {
    LiveEvent.Builder latest = event.toBuilder();
    long version = event.getVersion();
    if (event.hasLikes()) {
      if (version < likesVersion) {
        latest.clearLikes();
      }
      likesVersion = Math.max(likesVersion, version);
    }
    if (event.hasRetweets() || event.hasReplies() || event.hasQuotes()) {
      if (version < othersVersion) {
        latest.clearRetweets().clearReplies().clearQuotes();
      }
      othersVersion = Math.max(othersVersion, version);
    }
    return latest.build();
  }

  private static Counts over(Counts counts, LiveEvent event) {
    return new Counts(
        event.hasLikes() ? event.getLikes() : counts.likes(),
        event.hasRetweets() ? event.getRetweets() : counts.retweets(),
        event.hasReplies() ? event.getReplies() : counts.replies(),
        event.hasQuotes() ? event.getQuotes() : counts.quotes());
  }

  private record Data(String id, Counts counts) {}
}
