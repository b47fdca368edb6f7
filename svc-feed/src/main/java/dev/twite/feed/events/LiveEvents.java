package dev.twite.feed.events;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventHandler;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LivePublisher;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.proto.tweet.v1.Visibility;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells sockets what happens to tweets, on every channel but home, which is the fan-out's. In a
 * group of its own: nothing here can hold a fan-out up. Redis away is an outage, which a consumer
 * waits for, so no event is lost to it.
 */
final class LiveEvents {
  // Older than what a channel keeps, it is of no use to anybody: a replay stays quiet.
  private static final Duration TOO_OLD = Duration.ofMillis(LivePublisher.KEPT_MS);

  private final LivePublisher publisher;
  private final Clock clock;

  @Inject
  LiveEvents(LivePublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  EventHandler tweets() {
    return EventHandler.builder()
        .on(TweetCreated.class, this::created)
        .on(TweetEdited.class, this::edited)
        .on(TweetDeleted.class, this::deleted)
        .build();
  }

  private void created(TweetCreated tweet, Event event) {
    List<LiveChannel> channels = new ArrayList<>();
    channels.add(LiveChannel.user(tweet.getAuthorId()));
    if (tweet.getReplyToId() != 0) {
      channels.add(LiveChannel.tweet(tweet.getReplyToId()));
    }
    if (isPublic(tweet.getVisibility())) {
      if (tweet.getReplyToId() == 0 && tweet.getRetweetOfId() == 0) {
        channels.add(LiveChannel.everybody());
      }
      tweet.getHashtagsList().forEach(tag -> channels.add(LiveChannel.hashtag(tag)));
    }
    publish(channels, LiveEvent.Type.TWEET_CREATED, tweet.getTweetId(), tweet.getAuthorId(), event);
  }

  private void edited(TweetEdited tweet, Event event) {
    List<LiveChannel> channels = new ArrayList<>();
    channels.add(LiveChannel.tweet(tweet.getTweetId()));
    channels.add(LiveChannel.user(tweet.getAuthorId()));
    if (isPublic(tweet.getVisibility())) {
      // svc-websocket leaves replies out.
      channels.add(LiveChannel.everybody());
      tweet.getHashtagsList().forEach(tag -> channels.add(LiveChannel.hashtag(tag)));
    }
    publish(channels, LiveEvent.Type.TWEET_EDITED, tweet.getTweetId(), tweet.getAuthorId(), event);
  }

  private void deleted(TweetDeleted tweet, Event event) {
    List<LiveChannel> channels = new ArrayList<>();
    channels.add(LiveChannel.tweet(tweet.getTweetId()));
    // Who may see a tweet that is gone can't be asked any more: strangers listen to these channels.
    if (isPublic(tweet.getVisibility())) {
      channels.add(LiveChannel.user(tweet.getAuthorId()));
      if (tweet.getReplyToId() != 0) {
        channels.add(LiveChannel.tweet(tweet.getReplyToId()));
      } else if (tweet.getRetweetOfId() == 0) {
        channels.add(LiveChannel.everybody());
      }
      tweet.getHashtagsList().forEach(tag -> channels.add(LiveChannel.hashtag(tag)));
    }
    publish(channels, LiveEvent.Type.TWEET_DELETED, tweet.getTweetId(), tweet.getAuthorId(), event);
  }

  private void publish(
      List<LiveChannel> channels, LiveEvent.Type type, long tweet, long author, Event cause) {
    Instant at = cause.occurredAt();
    if (at.isBefore(clock.instant().minus(TOO_OLD))) {
      return;
    }
    publisher.deliver(
        channels,
        LiveEvent.newBuilder()
            .setType(type)
            .setTweetId(tweet)
            .setAuthorId(author)
            .setOccurredAtMs(at.toEpochMilli())
            .build());
  }

  private static boolean isPublic(int visibility) {
    return visibility == Visibility.VISIBILITY_PUBLIC_VALUE;
  }
}
