package dev.twite.common.kafka;

import com.google.common.primitives.Longs;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.BlockDeleted;
import dev.twite.proto.events.v1.FanOutSlice;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.MuteDeleted;
import dev.twite.proto.events.v1.NotificationCreated;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.StandingChanged;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.TweetRemoved;
import dev.twite.proto.events.v1.TweetsViewed;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.proto.logger.v1.LogLines;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Events as Kafka records: payload in the value, everything about it in headers. */
public final class EventCodec {
  static final String EVENT_ID = "event-id";
  static final String EVENT_TYPE = "event-type";
  static final String OCCURRED_AT = "occurred-at";
  static final String REQUEST_ID = "request-id";
  static final String TRACEPARENT = "traceparent";

  private static final Map<String, Parser<? extends Message>> PARSERS =
      Stream.<Message>of(
              UserCreated.getDefaultInstance(),
              UserDeleted.getDefaultInstance(),
              UserBanned.getDefaultInstance(),
              UserUnbanned.getDefaultInstance(),
              StandingChanged.getDefaultInstance(),
              TweetRemoved.getDefaultInstance(),
              MailRequested.getDefaultInstance(),
              ProfileUpdated.getDefaultInstance(),
              TweetCreated.getDefaultInstance(),
              TweetEdited.getDefaultInstance(),
              TweetDeleted.getDefaultInstance(),
              FollowCreated.getDefaultInstance(),
              FollowDeleted.getDefaultInstance(),
              BlockCreated.getDefaultInstance(),
              BlockDeleted.getDefaultInstance(),
              MuteCreated.getDefaultInstance(),
              MuteDeleted.getDefaultInstance(),
              LikeCreated.getDefaultInstance(),
              LikeDeleted.getDefaultInstance(),
              NotificationCreated.getDefaultInstance(),
              TweetsViewed.getDefaultInstance(),
              FanOutSlice.getDefaultInstance(),
              LogLines.getDefaultInstance())
          .collect(Collectors.toMap(EventCodec::typeOf, Message::getParserForType));

  private EventCodec() {}

  /** The word in the event-type header. */
  public static String typeOf(Message payload) {
    return payload.getDescriptorForType().getName();
  }

  /** The word in a record's event-type header; may be empty. */
  static String typeOf(ConsumerRecord<byte[], byte[]> record) {
    return text(record.headers(), EVENT_TYPE);
  }

  /** The record of an event under its aggregate's id. */
  public static ProducerRecord<byte[], byte[]> encode(String topic, long key, Event event) {
    return encode(
        topic,
        key,
        typeOf(event.payload()),
        event.payload().toByteArray(),
        event.id(),
        event.occurredAt().toEpochMilli(),
        event.requestId(),
        event.traceparent());
  }

  /** The record of an event that is serialised already. */
  public static ProducerRecord<byte[], byte[]> encode(
      String topic,
      long key,
      String type,
      byte[] payload,
      long eventId,
      long occurredAtMs,
      String requestId,
      String traceparent) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, Longs.toByteArray(key), payload);
    put(record.headers(), EVENT_ID, Long.toString(eventId));
    put(record.headers(), EVENT_TYPE, type);
    put(record.headers(), OCCURRED_AT, Long.toString(occurredAtMs));
    put(record.headers(), REQUEST_ID, requestId);
    put(record.headers(), TRACEPARENT, traceparent);
    return record;
  }

  /**
   * Reads a record.
   *
   * @return empty when its type is unknown here: a newer writer, nothing for this reader
   * @throws PoisonException when it can't be an event of ours
   */
  static Optional<Event> decode(ConsumerRecord<byte[], byte[]> record) {
    String type = typeOf(record);
    if (type.isEmpty()) {
      throw new PoisonException("The record has no event-type header");
    }
    Parser<? extends Message> parser = PARSERS.get(type);
    if (parser == null) {
      return Optional.empty();
    }
    if (record.value() == null) {
      throw new PoisonException("The record has no value");
    }
    try {
      return Optional.of(
          new Event(
              number(record.headers(), EVENT_ID),
              Instant.ofEpochMilli(number(record.headers(), OCCURRED_AT)),
              parser.parseFrom(record.value()),
              text(record.headers(), REQUEST_ID),
              text(record.headers(), TRACEPARENT)));
    } catch (InvalidProtocolBufferException malformed) {
      throw new PoisonException("The value is no " + type, malformed);
    }
  }

  /** The message in a value of that type; empty for a type that is unknown here. */
  public static Optional<Message> parse(String type, byte[] value)
      throws InvalidProtocolBufferException {
    Parser<? extends Message> parser = PARSERS.get(type);
    return parser == null ? Optional.empty() : Optional.of(parser.parseFrom(value));
  }

  /** Of the request that caused it; may be empty. */
  static String requestIdOf(ConsumerRecord<byte[], byte[]> record) {
    return text(record.headers(), REQUEST_ID);
  }

  private static void put(Headers headers, String name, String value) {
    if (!value.isEmpty()) {
      headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static long number(Headers headers, String name) {
    try {
      return Long.parseLong(text(headers, name));
    } catch (NumberFormatException malformed) {
      throw new PoisonException("The " + name + " header is no number", malformed);
    }
  }

  private static String text(Headers headers, String name) {
    return Optional.ofNullable(headers.lastHeader(name))
        .map(Header::value)
        .map((Function<byte[], String>) value -> new String(value, StandardCharsets.UTF_8))
        .orElse("");
  }
}
