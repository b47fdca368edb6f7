package dev.twite.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogsTest {
  private static final TopicPartition PARTITION = new TopicPartition("t", 0);
  private static final Position KEPT = new Position(50, 3);
  private static final Optional<OffsetAndMetadata> AS_KEPT =
      Optional.of(new OffsetAndMetadata(50, Optional.of(3), ""));

  private final Logs logs = new Logs(new KafkaConfig("localhost:1", 1, 1, "", Duration.ZERO));

  @Test
  void aPositionWithAnEpochIsForKafkaToJudge() {
    assertThat(logs.after(PARTITION, KEPT, 0, 100)).isEqualTo(AS_KEPT);
    assertThat(logs.after(PARTITION, KEPT, 0, 40)).isEqualTo(AS_KEPT);
  }

  @Test
  void whereNobodyCanTellWhereTheLogWasCutItIsReadFromItsOldestRecord_R19() {
    lose();
    assertThat(logs.after(PARTITION, KEPT, 7, 100)).contains(new OffsetAndMetadata(7));
    assertThat(logs.after(PARTITION, KEPT, 7, 100)).isEqualTo(AS_KEPT);
  }

  @Test
  void aGapLeavesNothingForTheNextTime() {
    lose();
    assertThat(logs.after(PARTITION, KEPT, 60, 100)).isEmpty();
    assertThat(logs.after(PARTITION, KEPT, 0, 100)).isEqualTo(AS_KEPT);
  }

  @Test
  void withoutAnEpochOnlyTheEndTells() {
    Position old = new Position(50, Position.NO_EPOCH);
    assertThat(logs.after(PARTITION, old, 0, 50)).contains(new OffsetAndMetadata(50));
    assertThat(logs.after(PARTITION, old, 0, 49)).isEmpty();
  }

  private void lose() {
    logs.lost(new OffsetOutOfRangeException(Map.of(PARTITION, 50L)));
  }
}
