package dev.twite.common.kafka;

import dev.twite.common.boot.Component;
import dev.twite.common.trace.KafkaSpans;
import dev.twite.common.trace.TraceSpan;
import dev.twite.common.trace.Tracing;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A service's way into Kafka: idempotent, acknowledged by all replicas. Never used inside a request
 * (R4).
 */
public final class EventProducer implements Component {
  private static final Duration DELIVERY = Duration.ofSeconds(15);

  private final KafkaConfig config;
  private final Tracing tracing;
  private KafkaProducer<byte[], byte[]> producer;
  private volatile Throwable lastFailure;

  @Inject
  EventProducer(KafkaConfig config, Tracing tracing) {
    this.config = config;
    this.tracing = tracing;
  }

  @Override
  public void start() {
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) DELIVERY.toMillis());
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Override
  public void stop() {
    if (producer != null) {
      producer.close(Duration.ofSeconds(5));
    }
  }

  /**
   * Sends records and waits for all of them.
   *
   * @return which were acknowledged, in the order of {@code records}
   */
  public boolean[] send(List<ProducerRecord<byte[], byte[]>> records) throws InterruptedException {
    List<Future<RecordMetadata>> pending = new ArrayList<>(records.size());
    boolean[] acknowledged = new boolean[records.size()];
    try {
      for (ProducerRecord<byte[], byte[]> record : records) {
        pending.add(send(record));
      }
    } catch (org.apache.kafka.common.KafkaException refused) {
      lastFailure = refused;
    }
    for (int i = 0; i < pending.size(); i++) {
      try {
        pending.get(i).get();
        acknowledged[i] = true;
      } catch (ExecutionException failed) {
        lastFailure = failed.getCause();
      }
    }
    return acknowledged;
  }

  private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
    TraceSpan span = KafkaSpans.send(tracing, record);
    try {
      return span.isRecorded()
          ? producer.send(record, (metadata, failed) -> KafkaSpans.sent(span, failed))
          : producer.send(record);
    } catch (org.apache.kafka.common.KafkaException refused) {
      KafkaSpans.sent(span, refused);
      throw refused;
    }
  }

  /** Of the service whose producer it is; its consumers have the same. */
  Tracing tracing() {
    return tracing;
  }

  /** Why the last record that failed did so; for the log. */
  public Throwable lastFailure() {
    return lastFailure;
  }
}
