package dev.twite.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class PositionTest {
  private static final TopicIdPartition LOG = new TopicIdPartition(Uuid.ONE_UUID, 0, "t");

  @Test
  void whatWasReadIsBehindItAndTheRestIsNot() {
    Position position = Position.after(new Place(LOG, 3, 99));
    assertThat(position.covers(new Place(LOG, 3, 99))).isTrue();
    assertThat(position.covers(new Place(LOG, 3, 100))).isFalse();
    assertThat(position.covers(new Place(LOG, 4, 100))).isFalse();
  }

  @Test
  void whatTookALostRecordsPlaceIsNotBehindIt_R19() {
    Position position = Position.after(new Place(LOG, 3, 99));
    assertThat(position.covers(new Place(LOG, 4, 60))).isFalse();
  }

  @Test
  void whatTheLogHasLostIsBehindItWhereverItStood_R19() {
    Position position = Position.after(new Place(LOG, 4, 60));
    assertThat(position.covers(new Place(LOG, 3, 59))).isTrue();
    assertThat(position.covers(new Place(LOG, 3, 150))).isTrue();
  }

  @Test
  void withoutAnEpochOnlyTheOffsetCounts() {
    Position position = new Position(100, Position.NO_EPOCH);
    assertThat(position.covers(new Place(LOG, 7, 99))).isTrue();
    assertThat(position.covers(new Place(LOG, 7, 100))).isFalse();
  }

  @Test
  void theLowerOfTwoIsTheOneThatReadLessOfTheLogAsItIs() {
    Position beforeTheCut = new Position(100, 3);
    Position after = new Position(61, 4);
    assertThat(Collections.min(List.of(after, beforeTheCut))).isEqualTo(beforeTheCut);
    assertThat(Collections.min(List.of(new Position(99, 3), beforeTheCut)).next()).isEqualTo(99);
  }
}
