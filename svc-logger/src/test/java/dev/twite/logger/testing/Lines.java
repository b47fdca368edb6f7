package dev.twite.logger.testing;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.LogLines;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts lines into the topic, as services do. */
public final class Lines implements AutoCloseable {
  private final AtomicLong ids = new AtomicLong(1);
  private final String topic;
  private final KafkaProducer<byte[], byte[]> producer;

  public Lines(TestEnv env) {
    topic = env.asMap().get("TWITE_KAFKA_PREFIX") + Topic.LOGS.baseName();
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", env.asMap().get("TWITE_KAFKA_BOOTSTRAP"), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** One record. */
  public void publish(List<LogLine> lines) throws Exception {
    long id = ids.getAndIncrement();
    Event event =
        new Event(id, Instant.now(), LogLines.newBuilder().addAllLines(lines).build(), "", "");
    producer.send(EventCodec.encode(topic, id, event)).get();
  }

  public static LogLine line(long timeNs, String service, String level, String message) {
    return LogLine.newBuilder()
        .setTimeNs(timeNs)
        .setService(service)
        .setInstance(service + "-1")
        .setLevel(level)
        .setLogger("dev.twite.Some")
        .setThread("t-1")
        .setMessage(message)
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
