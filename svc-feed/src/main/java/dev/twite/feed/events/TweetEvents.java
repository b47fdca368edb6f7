package dev.twite.feed.events;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.feed.FanOut;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.proto.events.v1.FanOutSlice;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;

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
        .together(this::created, TweetCreated.class)
        .on(TweetDeleted.class, (deleted, event) -> this.deleted(deleted))
        .build();
  }

  EventHandler slices() {
    return EventHandler.builder().on(FanOutSlice.class, this::slice).build();
  }

  private void created(List<Event> events) {
    events.stream()
        .filter(event -> created(event).getHomeEntry())
        .collect(groupingBy(event -> created(event).getAuthorId(), LinkedHashMap::new, toList()))
        .values()
        .forEach(this::createdByOne);
  }

  private void createdByOne(List<Event> events) {
    fanOut
        .first(events.stream().map(event -> tweet(entry(created(event)), event)).toList())
        .ifPresent(
            after -> events.forEach(event -> slices.publish(entry(created(event)), after, event)));
  }

  private void slice(FanOutSlice slice, Event event) {
    TimelineEntry entry = new TimelineEntry(slice.getTweetId(), slice.getAuthorId());
    fanOut
        .next(tweet(entry, event), slice.getAfterUserId())
        .ifPresent(after -> slices.publish(entry, after, event));
  }

  private void deleted(TweetDeleted tweet) {
    if (tweet.getHomeEntry()) {
      fanOut.deleted(new TimelineEntry(tweet.getTweetId(), tweet.getAuthorId()));
    }
  }

  private static TweetCreated created(Event event) {
    return (TweetCreated) event.payload();
  }

  private static TimelineEntry entry(TweetCreated tweet) {
    return new TimelineEntry(tweet.getTweetId(), tweet.getAuthorId());
  }

  private static FanOut.NewTweet tweet(TimelineEntry entry, Event event) {
    return new FanOut.NewTweet(entry, event.occurredAt());
  }
}
