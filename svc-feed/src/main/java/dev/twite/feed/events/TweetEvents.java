package dev.twite.feed.events;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.feed.FanOut;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.proto.events.v1.FanOutSlice;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import jakarta.inject.Inject;

/** What tweets, and slices of a fan-out, make svc-feed do. */
final class TweetEvents {
  private final FanOut fanOut;
  private final SlicePublisher slices;

  @Inject
  TweetEvents(FanOut fanOut, SlicePublisher slices) {
    this.fanOut = fanOut;
    this.slices = slices;
  }

  EventHandler tweets() {
    return EventHandler.builder()
        .on(TweetCreated.class, this::created)
        .on(TweetDeleted.class, (deleted, event) -> this.deleted(deleted))
        .build();
  }

  EventHandler slices() {
    return EventHandler.builder().on(FanOutSlice.class, this::slice).build();
  }

  private void created(TweetCreated tweet, Event event) {
    if (tweet.getHomeEntry()) {
      TimelineEntry entry = new TimelineEntry(tweet.getTweetId(), tweet.getAuthorId());
      fanOut
          .first(entry, event.occurredAt())
          .ifPresent(after -> slices.publish(entry, after, event));
    }
  }

  private void slice(FanOutSlice slice, Event event) {
    TimelineEntry entry = new TimelineEntry(slice.getTweetId(), slice.getAuthorId());
    fanOut
        .next(entry, slice.getAfterUserId(), event.occurredAt())
        .ifPresent(after -> slices.publish(entry, after, event));
  }

  private void deleted(TweetDeleted tweet) {
    if (tweet.getHomeEntry()) {
      fanOut.deleted(new TimelineEntry(tweet.getTweetId(), tweet.getAuthorId()));
    }
  }
}
