package dev.twite.common.kafka;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.TweetDeleted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events that are handled in company are handled as they would be alone. */
class TogetherIT {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int EVENTS = 300;

  private final TestEnv env = new TestEnv().postgres("sample").redis().kafka();
  private final Cluster cluster = new Cluster(env);
  private final ConcurrentLinkedQueue<List<Long>> handled = new ConcurrentLinkedQueue<>();
  private RunningService service;
  private KafkaConfig config;
  private Written written;
  private ConsumerLoop loop;

  @BeforeEach
  void start() throws Exception {
    service = cluster.start(new SampleSpec());
    config = service.get(KafkaConfig.class);
    written = new Written(config);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (loop != null) {
      loop.stop();
    }
    cluster.close();
  }

  @Test
  void whatHasComeIsHandedOverAtOnceAndInOrder() throws Exception {
    write(LongStream.rangeClosed(1, EVENTS).mapToObj(written::deletion).toList());
    consume("company", ids -> {});
    within(LONG, () -> assertThat(all()).containsExactlyElementsOf(ids(0)));
    assertThat(handled).hasSizeLessThan(EVENTS / 2);
    assertThat(handled)
        .as("so that a task can stop in between")
        .allSatisfy(some -> assertThat(some).hasSizeLessThanOrEqualTo(PartitionTask.MOST_TOGETHER));
  }

  @Test
  void whatFailsInCompanyIsTriedAloneAndOnlyThePoisonIsParked_R8() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (long id = 1; id <= EVENTS; id++) {
      records.add(id == 100 ? written.garbled(id) : written.deletion(id));
    }
    write(records);
    consume(
        "mixed",
        ids -> {
          if (ids.contains(200L)) {
            throw new IllegalStateException("200 can't be handled");
          }
        });
    within(
        LONG,
        () ->
            assertThat(all())
                .containsExactlyElementsOf(ids(100).stream().filter(id -> id != 200).toList()));
    try (TopicReader dead = new TopicReader(env, Topic.TWEET.deadLetters(config))) {
      within(
          LONG,
          () ->
              assertThat(dead.poll())
                  .extracting(letter -> TopicReader.header(letter, "event-id"))
                  .containsOnly("100", "200"));
    }
  }

  private static List<Long> ids(long without) {
    return LongStream.rangeClosed(1, EVENTS).filter(id -> id != without).boxed().toList();
  }

  /** Each once: a consumer that was stopped for its session's ten seconds is given some again. */
  private List<Long> all() {
    return handled.stream().flatMap(List::stream).distinct().toList();
  }

  // All in one partition: that is where they have an order.
  private void write(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
    written.write(
        records.stream()
            .map(
                record ->
                    new ProducerRecord<>(
                        record.topic(), 0, record.key(), record.value(), record.headers()))
            .toList());
  }

  private void consume(String group, Consumer<List<Long>> action) {
    loop =
        service
            .get(Loops.class)
            .unhurried(
                group,
                EventHandler.builder()
                    .together(
                        events -> {
                          List<Long> ids = events.stream().map(Event::id).toList();
                          action.accept(ids);
                          handled.add(ids);
                        },
                        TweetDeleted.class)
                    .build(),
                Topic.TWEET);
    loop.start();
  }
}
