package dev.twite.admin.operate;

import com.google.common.primitives.Longs;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.twite.common.http.Json;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.admin.v1.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter: the record that could not be handled, with headers that say where it came from and
 * why it is here.
 */
record Letter(ConsumerRecord<byte[], byte[]> record) {
  /** Names it within its topic. */
  String id() {
    return record.partition() + "-" + record.offset();
  }

  int size() {
    return record.value() == null ? 0 : record.value().length;
  }

  /** As it was published; empty for what no service of ours can have written. */
  Optional<Outbox.Published> published() {
    Long eventId = Longs.tryParse(header("event-id"));
    Long occurredAt = Longs.tryParse(header("occurred-at"));
    byte[] key = record.key();
    boolean whole =
        eventId != null
            && occurredAt != null
            && key != null
            && key.length == Long.BYTES
            && record.value() != null
            && !header("event-type").isEmpty()
            && (origin() + ".dlt").equals(record.topic());
    return whole
        ? Optional.of(
            new Outbox.Published(
                origin(),
                Longs.fromByteArray(key),
                header("event-type"),
                record.value(),
                eventId,
                header("request-id"),
                header("traceparent"),
                occurredAt))
        : Optional.empty();
  }

  DeadLetter toMessage() {
    return DeadLetter.newBuilder()
        .setId(id())
        .setEventType(header("event-type"))
        .setEventId(header("event-id"))
        .setOccurredAtMs(number("occurred-at"))
        .setOriginTopic(origin())
        .setOriginPartition((int) number("dlt-partition"))
        .setOriginOffset(number("dlt-offset"))
        .setGroup(header("dlt-group"))
        .setError(header("dlt-error"))
        .setDeadAtMs(deadAtMs())
        .setSize(size())
        .setSummary(summary())
        .build();
  }

  private String origin() {
    return header("dlt-topic");
  }

  private long deadAtMs() {
    try {
      return Instant.parse(header("dlt-at")).toEpochMilli();
    } catch (DateTimeParseException foreign) {
      return record.timestamp();
    }
  }

  // Numbers and flags only: text may be anybody's, and bytes are sealed.
  private String summary() {
    if (record.value() == null) {
      return "";
    }
    try {
      Optional<Message> event = EventCodec.parse(header("event-type"), record.value());
      return event
          .map(found -> new String(Json.write(plain(found)), StandardCharsets.UTF_8))
          .orElse("");
    } catch (InvalidProtocolBufferException unreadable) {
      return "";
    }
  }

  private static Map<String, Object> plain(Message event) {
    Map<String, Object> plain = new TreeMap<>();
    event
        .getAllFields()
        .forEach(
            (field, value) -> {
              switch (field.getJavaType()) {
                case LONG -> plain.put(field.getName(), texts(field, value));
                case INT, BOOLEAN -> plain.put(field.getName(), value);
                case ENUM -> plain.put(field.getName(), value.toString());
                default -> {
                  // Left out.
                }
              }
            });
    return plain;
  }

  // 64 bits are more than JSON's numbers hold.
  private static Object texts(FieldDescriptor field, Object value) {
    return field.isRepeated()
        ? ((List<?>) value).stream().map(String::valueOf).toList()
        : String.valueOf(value);
  }

  private long number(String header) {
    Long number = Longs.tryParse(header(header));
    return number == null ? 0 : number;
  }

  private String header(String name) {
    Header found = record.headers().lastHeader(name);
    return found == null || found.value() == null
        ? ""
        : new String(found.value(), StandardCharsets.UTF_8);
  }
}
