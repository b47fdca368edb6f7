package dev.twite.analytics.testing;

import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.testing.TestEnv;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts happenings into the topics, for sure and each once. */
public final class Publisher implements AutoCloseable {
  private final String prefix;
  private final KafkaProducer<byte[], byte[]> producer;

  public Publisher(TestEnv env) {
    this.prefix = env.asMap().get("TWITE_KAFKA_PREFIX");
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                env.asMap().get("TWITE_KAFKA_BOOTSTRAP"),
                "acks",
                "all",
                "linger.ms",
                5),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  public void publish(List<Happening> happenings) throws Exception {
    List<Future<RecordMetadata>> sent = new ArrayList<>(happenings.size());
    for (Happening one : happenings) {
      sent.add(
          producer.send(
              EventCodec.encode(
                  prefix + one.topic().baseName(),
                  one.key(),
                  new Event(
                      one.eventId(), Instant.ofEpochMilli(one.atMs()), one.payload(), "", ""))));
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
