package dev.twite.common.kafka;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.BatchLoop.Readers;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import dev.twite.common.testing.TopicReader;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BatchLoopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TestEnv env = new TestEnv().postgres("sample").redis().kafka();
  private final Cluster cluster = new Cluster(env);
  private final Store store = new Store();
  private BatchLoop loop;
  private EventProducer producer;
  private KafkaConfig config;
  private Written written;

  @BeforeEach
  void start() throws Exception {
    RunningService service = cluster.start(new SampleSpec());
    producer = service.get(EventProducer.class);
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

  @ParameterizedTest
  @EnumSource(Readers.class)
  void goesOnWhereItsStoreSaysWhateverKafkaThinks(Readers readers) throws Exception {
    written.deletions(1, 100);
    read(readers);
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(ids(1, 100)));
    loop.stop();
    // As after a kill between an effect and everything that follows it.
    Map<TopicPartition, Long> early = store.forgetFrom(40);
    assertThat(early).isNotEmpty();
    written.deletions(101, 120);
    read(readers);
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(ids(1, 120)));
    assertThat(store.doubles()).isZero();
  }

  @Test
  void waitsForAnOutageWithTheSameBatch_R8() throws Exception {
    store.failing = () -> TwiteException.of(ErrorCode.UNAVAILABLE);
    written.deletions(1, 20);
    read(Readers.SHARE);
    // More than the tries that a failure of another kind gets.
    within(PATIENCE, () -> assertThat(store.failures.get()).isGreaterThan(7));
    store.failing = null;
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(ids(1, 20)));
    assertThat(store.doubles()).isZero();
    assertThat(letters()).isZero();
  }

  @Test
  void oneRecordThatCantBeHandledTakesNoOtherWithIt_R8() throws Exception {
    store.poison = 7;
    // Side by side, so that one batch has both.
    written.deletions(1, 6);
    written.write(List.of(written.deletion(7), written.garbled(7)));
    written.deletions(8, 20);
    read(Readers.EACH_ALL);
    List<Long> others = LongStream.rangeClosed(1, 20).filter(id -> id != 7).boxed().toList();
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(others));
    // Their places are behind us: nothing comes twice after a restart.
    within(
        PATIENCE,
        () ->
            assertThat(store.next().values().stream().mapToLong(Long::longValue).sum())
                .isEqualTo(21));
    assertThat(letters()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(Readers.class)
  void saysOnceWhenWhatItHadToReadIsGone(Readers readers) throws Exception {
    written.deletions(1, 20);
    TopicPartition first = new TopicPartition(Topic.TWEET.in(config), 0);
    TopicPartition second = new TopicPartition(Topic.TWEET.in(config), 1);
    store.next().put(first, 5_000L);
    store.next().put(second, 5_000L);
    read(readers);
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(ids(1, 20)));
    assertThat(store.missing).containsExactly(Set.of(first, second));
    assertThat(store.doubles()).isZero();
  }

  @Test
  void goesOnElsewhereWhenItsStoreSaysSo() throws Exception {
    written.deletions(1, 20);
    read(Readers.SHARE);
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(ids(1, 20)));
    store.lose();
    within(PATIENCE, () -> assertThat(store.ids()).isEqualTo(ids(1, 20)));
    assertThat(store.doubles()).isZero();
  }

  /** Records, not events: also one that is parked twice. */
  private long letters() {
    try (TopicReader dead = new TopicReader(env, Topic.TWEET.deadLetters(config))) {
      return dead.size();
    }
  }

  private void read(Readers readers) {
    loop =
        new BatchLoop(
            "batches",
            Set.of(Topic.TWEET),
            new BatchLoop.Shape(readers, Duration.ZERO, 10),
            store,
            config,
            producer,
            new Metrics("batches"),
            Clock.systemUTC());
    loop.start();
  }

  private static List<Long> ids(long from, long to) {
    return LongStream.rangeClosed(from, to).boxed().toList();
  }

  /** Takes effects and positions together, as a database would. */
  private static final class Store implements BatchHandler {
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private final List<EventBatch.Positioned> effects = new ArrayList<>();
    private final List<Set<TopicPartition>> missing = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile java.util.function.Supplier<RuntimeException> failing;
    private volatile long poison;
    private boolean lost;

    @Override
    public synchronized Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs) {
      Map<TopicPartition, Position> known = new HashMap<>();
      for (TopicIdPartition log : logs) {
        Long offset = next.get(log.topicPartition());
        if (offset != null) {
          known.put(log.topicPartition(), new Position(offset, Position.NO_EPOCH));
        }
      }
      return known;
    }

    @Override
    public void handle(EventBatch batch) {
      var failure = failing;
      if (failure != null) {
        failures.incrementAndGet();
        throw failure.get();
      }
      if (batch.records().stream().anyMatch(record -> record.event().id() == poison)) {
        throw new IllegalStateException("This can't be handled");
      }
      synchronized (this) {
        effects.addAll(batch.records());
        next.putAll(batch.next());
      }
    }

    @Override
    public synchronized void missing(Map<TopicPartition, Gap> gaps) {
      missing.add(gaps.keySet());
      // As one that builds all anew.
      effects.clear();
      next.clear();
    }

    /** Undoes all from an offset on, in every partition. */
    synchronized Map<TopicPartition, Long> forgetFrom(long offset) {
      effects.removeIf(effect -> effect.place().offset() >= offset);
      next.replaceAll((partition, position) -> Math.min(position, offset));
      return next;
    }

    @Override
    public synchronized void idle() {
      if (lost) {
        lost = false;
        throw new StalePositionsException();
      }
    }

    /** All of it. */
    synchronized void lose() {
      effects.clear();
      next.clear();
      lost = true;
    }

    synchronized Map<TopicPartition, Long> next() {
      return next;
    }

    synchronized List<Long> ids() {
      return effects.stream().map(effect -> effect.event().id()).distinct().sorted().toList();
    }

    synchronized long doubles() {
      return effects.size() - effects.stream().distinct().count();
    }
  }
}
