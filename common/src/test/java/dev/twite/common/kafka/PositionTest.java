package dev.twite.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(after.lowerOf(beforeTheCut)).isEqualTo(beforeTheCut);
    assertThat(beforeTheCut.lowerOf(after)).isEqualTo(beforeTheCut);
    assertThat(new Position(99, 3).lowerOf(beforeTheCut).next()).isEqualTo(99);
  }

  @Test
  void theLowerOfTwoIsTheLowerOffsetWhereAnEpochIsNotKnown_R19() {
    Position old = new Position(100, Position.NO_EPOCH);
    Position behind = new Position(60, 4);
    assertThat(old.lowerOf(behind)).isEqualTo(behind);
    assertThat(behind.lowerOf(old)).isEqualTo(behind);
    assertThat(old.lowerOf(new Position(101, 4))).isEqualTo(old);
  }
}
