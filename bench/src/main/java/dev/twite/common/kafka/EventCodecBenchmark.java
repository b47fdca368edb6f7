package dev.twite.common.kafka;

import dev.twite.proto.events.v1.TweetCreated;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A new tweet's event to a Kafka record and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventCodecBenchmark {
  private Event event;
  private ConsumerRecord<byte[], byte[]> record;

  @Setup
  public void prepare() {
    TweetCreated created =
        TweetCreated.newBuilder()
            .setTweetId(700_000_000_000_000_000L)
            .setAuthorId(600_000_000_000_000_000L)
            .setConversationId(700_000_000_000_000_000L)
            .setText("The morning train was late again, and nobody told the birds #twite")
            .addHashtags("twite")
            .setVisibility(1)
            .setCreatedAtMs(1_790_000_000_000L)
            .setHomeEntry(true)
            .build();
    event = new Event(1, Instant.ofEpochMilli(1_790_000_000_000L), created, "request-1", "");
    ProducerRecord<byte[], byte[]> sent = encode();
    record = new ConsumerRecord<>(sent.topic(), 0, 0, sent.key(), sent.value());
    sent.headers().forEach(record.headers()::add);
  }

  @Benchmark
  public ProducerRecord<byte[], byte[]> encode() {
    return EventCodec.encode("twite.tweet.v1", 600_000_000_000_000_000L, event);
  }

  @Benchmark
  public Optional<Event> decode() {
    return EventCodec.decode(record);
  }
}
