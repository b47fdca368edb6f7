package dev.twite.feed.events;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.proto.events.v1.FanOutSlice;
import jakarta.inject.Inject;
import java.util.List;

/** Writes down how far a fan-out has come, as the record that goes on with it. */
final class SlicePublisher {
  private final EventProducer producer;
  private final IdSource ids;
  private final String topic;

  @Inject
  SlicePublisher(EventProducer producer, IdSource ids, KafkaConfig kafka) {
    this.producer = producer;
    this.ids = ids;
    this.topic = Topic.FANOUT.in(kafka);
  }

  /**
   * Returns when Kafka has the record.
   *
   * @param after the last follower that is done
   * @param cause what made this slice: its time and request go on with the fan-out
   * @throws TwiteException UNAVAILABLE when Kafka does not take it: the slice is to be repeated
   */
  void publish(TimelineEntry entry, long after, Event cause) {
    FanOutSlice slice =
        FanOutSlice.newBuilder()
            .setTweetId(entry.tweetId())
            .setAuthorId(entry.authorId())
            .setAfterUserId(after)
            .build();
    Event event =
        new Event(ids.next(), cause.occurredAt(), slice, cause.requestId(), cause.traceparent());
    try {
      if (!producer.send(List.of(EventCodec.encode(topic, entry.tweetId(), event)))[0]) {
        throw TwiteException.of(
            ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), producer.lastFailure());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }
}
