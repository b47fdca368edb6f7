package dev.twite.common.kafka;

import dev.twite.proto.events.v1.TweetDeleted;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Records that stand in the tweets' topic for sure. */
record Written(KafkaConfig config) {
  /** The deletion of a tweet; the event has the same id. */
  ProducerRecord<byte[], byte[]> deletion(long id) {
    return EventCodec.encode(
        Topic.TWEET.in(config),
        id,
        new Event(id, Instant.EPOCH, TweetDeleted.newBuilder().setTweetId(id).build(), "", ""));
  }

  /** The same with a value that is no message. */
  ProducerRecord<byte[], byte[]> garbled(long id) {
    ProducerRecord<byte[], byte[]> record = deletion(id);
    return new ProducerRecord<>(
        record.topic(), null, record.key(), new byte[] {-1, -1, -1}, record.headers());
  }

  void deletions(long from, long to) throws Exception {
    write(LongStream.rangeClosed(from, to).mapToObj(this::deletion).toList());
  }

  // With more patience than the service has: a starved broker is not what these tests are about.
  void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    try (KafkaProducer<byte[], byte[]> writer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Future<RecordMetadata> sent : records.stream().map(writer::send).toList()) {
        sent.get();
      }
    }
  }
}
