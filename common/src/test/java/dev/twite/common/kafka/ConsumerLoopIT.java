package dev.twite.common.kafka;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TimedTest;
import dev.twite.common.testing.TooLate;
import dev.twite.common.testing.TopicReader;
import dev.twite.proto.events.v1.TweetDeleted;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsumerLoopIT {
  private final TestEnv env = new TestEnv().postgres("sample").redis().kafka();
  private final Cluster cluster = new Cluster(env);
  private final List<ConsumerLoop> loops = new ArrayList<>();
  private final ConcurrentLinkedQueue<Long> handled = new ConcurrentLinkedQueue<>();
  private RunningService service;
  private EventProducer producer;
  private KafkaConfig config;
  private Written written;

  @BeforeEach
  void start() throws Exception {
    service = cluster.start(new SampleSpec());
    producer = service.get(EventProducer.class);
    config = service.get(KafkaConfig.class);
    written = new Written(config);
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (ConsumerLoop loop : loops) {
      loop.stop();
    }
    cluster.close();
  }

  @Test
  void poisonGoesToTheDeadLetterTopicAndNothingElseDoes_R8() throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<String> poisoned = new ArrayList<>();
    for (long id = 1; id <= 300; id++) {
      if (id % 100 == 0) {
        poisoned.add(Long.toString(id));
      }
      records.add(id % 100 == 0 ? written.garbled(id) : written.deletion(id));
    }
    written.write(records);
    consume("r8", event -> handled.add(event.getTweetId()));
    within(
        Duration.ofSeconds(60),
        () ->
            assertThat(handled())
                .containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(1, 300).filter(id -> id % 100 != 0).boxed().toList()));
    try (TopicReader dead = new TopicReader(env, Topic.TWEET.deadLetters(config))) {
      within(
          Duration.ofSeconds(60),
          () ->
              assertThat(dead.poll())
                  .allSatisfy(
                      letter -> {
                        assertThat(TopicReader.header(letter, "dlt-topic"))
                            .isEqualTo(Topic.TWEET.in(config));
                        assertThat(TopicReader.header(letter, "dlt-group"))
                            .isEqualTo(config.prefix() + "r8");
                        assertThat(TopicReader.header(letter, "dlt-offset")).matches("[0-9]+");
                      })
                  .extracting(letter -> TopicReader.header(letter, "event-id"))
                  .containsOnly(poisoned.toArray(String[]::new)));
    }
  }

  @Test
  void anOutageIsWaitedForAndPutsNothingIntoTheDeadLetterTopic_R8() throws Exception {
    AtomicBoolean away = new AtomicBoolean(true);
    CountDownLatch tries = new CountDownLatch(8);
    written.deletions(1, 20);
    consume(
        "outage",
        event -> {
          tries.countDown();
          if (away.get()) {
            throw TwiteException.of(ErrorCode.UNAVAILABLE);
          }
          handled.add(event.getTweetId());
        });
    // More than the tries that a failure of another kind gets.
    assertThat(tries.await(60, TimeUnit.SECONDS)).isTrue();
    away.set(false);
    within(Duration.ofSeconds(60), () -> assertThat(handled()).hasSize(20));
    try (TopicReader dead = new TopicReader(env, Topic.TWEET.deadLetters(config))) {
      assertThat(dead.size()).isZero();
    }
  }

  @Test
  void anErrorInAHandlerLosesNoRecord_R8() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    written.deletions(1, 20);
    consume(
        "error",
        event -> {
          if (event.getTweetId() == 5 && broken.getAndSet(false)) {
            throw new NoClassDefFoundError("a jar was replaced");
          }
          handled.add(event.getTweetId());
        });
    within(Duration.ofSeconds(60), () -> assertThat(handled()).hasSize(20));
  }

  @Test
  void slowPartitionDoesNotHoldUpTheOther_R9() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    written.write(List.of(toPartition(0, 1), toPartition(1, 2), toPartition(1, 3)));
    consume(
        "slow",
        event -> {
          if (event.getTweetId() == 1) {
            await(release);
          }
          handled.add(event.getTweetId());
        });
    eventually(() -> assertThat(handled()).containsExactly(2L, 3L));
    written.write(List.of(toPartition(1, 4)));
    eventually(() -> assertThat(handled()).containsExactly(2L, 3L, 4L));
    release.countDown();
    eventually(() -> assertThat(handled()).containsExactly(2L, 3L, 4L, 1L));
  }

  @Test
  void whatWaitsBehindARecordIsSeenToGrow() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    written.write(List.of(toPartition(0, 1)));
    Metrics metrics = new Metrics("held");
    consume("held", event -> await(release), metrics);
    eventually(() -> assertThat(value(metrics, "twite_consumer_stalled_seconds")).isPositive());
    written.write(List.of(toPartition(0, 2), toPartition(0, 3)));
    eventually(() -> assertThat(lag(metrics)).isEqualTo(3));
    double polls = value(metrics, "twite_consumer_polls_total");
    eventually(() -> assertThat(value(metrics, "twite_consumer_polls_total")).isGreaterThan(polls));
    release.countDown();
    eventually(() -> assertThat(lag(metrics)).isZero());
    eventually(() -> assertThat(value(metrics, "twite_consumer_stalled_seconds")).isZero());
  }

  private double value(Metrics metrics, String name) {
    Double value =
        metrics
            .registry()
            .getSampleValue(name, new String[] {"group"}, new String[] {config.prefix() + "held"});
    return value == null ? 0 : value;
  }

  private Double lag(Metrics metrics) {
    return metrics
        .registry()
        .getSampleValue(
            "twite_consumer_lag",
            new String[] {"group", "topic", "partition"},
            new String[] {config.prefix() + "held", Topic.TWEET.in(config), "0"});
  }

  @Test
  void restartGoesOnAfterTheLastHandledRecord_R9() throws Exception {
    written.deletions(1, 50);
    ConsumerLoop first = consume("restart", event -> handled.add(event.getTweetId()));
    eventually(() -> assertThat(handled()).hasSize(50));
    // What a starved broker did not take of the last commit would come again (R5).
    GroupProgress progress = new GroupProgress(config);
    assertThat(progress.awaitHandled("restart", Set.of(Topic.TWEET), Duration.ofSeconds(60)))
        .isTrue();
    first.stop();
    handled.clear();
    written.deletions(51, 60);
    consume("restart", event -> handled.add(event.getTweetId()));
    eventually(
        () ->
            assertThat(handled())
                .containsExactlyInAnyOrderElementsOf(
                    LongStream.rangeClosed(51, 60).boxed().toList()));
  }

  @TimedTest
  void aStopCommitsWhatWasHandledLast_R9() throws Exception {
    int records = 3_000;
    CountDownLatch left = new CountDownLatch(records);
    written.deletions(1, records);
    ConsumerLoop loop = consume("stopped", event -> left.countDown());
    await(left);
    loop.stop();
    GroupProgress progress = new GroupProgress(config);
    if (!progress.awaitHandled("stopped", Set.of(Topic.TWEET), Duration.ZERO)) {
      throw new TooLate("A starved broker may not have taken the last commit");
    }
  }

  /** Each once: a consumer that was stopped for its session's ten seconds is given some again. */
  private List<Long> handled() {
    return handled.stream().distinct().toList();
  }

  private ConsumerLoop consume(String group, java.util.function.Consumer<TweetDeleted> action)
      throws Exception {
    return consume(group, action, new Metrics(group));
  }

  private ConsumerLoop consume(
      String group, java.util.function.Consumer<TweetDeleted> action, Metrics metrics)
      throws Exception {
    ConsumerLoop loop =
        new ConsumerLoop(
            group,
            Set.of(Topic.TWEET),
            Duration.ZERO,
            EventHandler.builder()
                .on(TweetDeleted.class, (event, meta) -> action.accept(event))
                .build(),
            config,
            producer,
            metrics,
            Clock.systemUTC());
    loops.add(loop);
    loop.start();
    return loop;
  }

  private ProducerRecord<byte[], byte[]> toPartition(int partition, long id) {
    ProducerRecord<byte[], byte[]> record = written.deletion(id);
    return new ProducerRecord<>(
        record.topic(), partition, record.key(), record.value(), record.headers());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
