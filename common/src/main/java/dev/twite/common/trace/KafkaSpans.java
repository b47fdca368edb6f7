package dev.twite.common.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Events on their way, by OpenTelemetry's conventions for messaging. An event belongs to the trace
 * of the request that made it: sending it is a part of that request's work, and who handles it
 * alone goes on as a part of the sending. Who handles many at once has a trace of its own, linked
 * to theirs. Keys and contents stay out.
 */
public final class KafkaSpans {
  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> NAME =
      AttributeKey.stringKey("messaging.operation.name");
  private static final AttributeKey<String> TYPE =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<String> GROUP =
      AttributeKey.stringKey("messaging.consumer.group.name");
  private static final AttributeKey<String> MESSAGE =
      AttributeKey.stringKey("messaging.message.id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<Long> COUNT =
      AttributeKey.longKey("messaging.batch.message_count");

  private KafkaSpans() {}

  /**
   * From here until Kafka has it. Where that is recorded, the record names this span in place of
   * the request's, for its readers to go on by.
   */
  public static TraceSpan send(Tracing tracing, ProducerRecord<byte[], byte[]> record) {
    if (!tracing.isOn()) {
      return TraceSpan.NONE;
    }
    Header header = record.headers().lastHeader(Traceparent.HEADER);
    String request = header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    TraceSpan span = tracing.continued("send " + record.topic(), SpanKind.PRODUCER, request);
    if (span.isRecorded()) {
      describe(span, "send", record.topic());
      record
          .headers()
          .remove(Traceparent.HEADER)
          .add(Traceparent.HEADER, span.traceparent().getBytes(StandardCharsets.UTF_8));
    }
    return span;
  }

  /**
   * Kafka has answered.
   *
   * @param failure null: it has the record
   */
  public static void sent(TraceSpan span, Exception failure) {
    if (failure != null) {
      span.failed(failure);
    }
    span.end();
  }

  /**
   * One event is handled.
   *
   * @param id the event's
   * @param traceparent what its record names
   */
  public static TraceSpan process(
      Tracing tracing,
      String group,
      ConsumerRecord<byte[], byte[]> record,
      long id,
      String traceparent) {
    if (!tracing.isOn()) {
      return TraceSpan.carried(traceparent);
    }
    TraceSpan span = tracing.continued("process " + record.topic(), SpanKind.CONSUMER, traceparent);
    if (span.isRecorded()) {
      describe(span, "process", record.topic());
      span.set(GROUP, group)
          .set(PARTITION, Integer.toString(record.partition()))
          .set(OFFSET, record.offset())
          .set(MESSAGE, Long.toUnsignedString(id));
    }
    return span;
  }

  /**
   * Events are handled together.
   *
   * @param topics where they are from
   * @param traceparents what their records name
   */
  public static TraceSpan processAll(
      Tracing tracing, String group, Set<String> topics, List<String> traceparents) {
    boolean ofOne = topics.size() == 1;
    String topic = ofOne ? topics.iterator().next() : "";
    TraceSpan span =
        tracing.joined(ofOne ? "process " + topic : "process", SpanKind.CONSUMER, traceparents);
    if (span.isRecorded()) {
      if (ofOne) {
        span.set(TOPIC, topic);
      }
      span.set(SYSTEM, "kafka")
          .set(NAME, "process")
          .set(TYPE, "process")
          .set(GROUP, group)
          .set(COUNT, traceparents.size());
    }
    return span;
  }

  private static void describe(TraceSpan span, String operation, String topic) {
    span.set(SYSTEM, "kafka").set(NAME, operation).set(TYPE, operation).set(TOPIC, topic);
  }
}
