package dev.twite.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OutboxPublisherTest {
  @Test
  void rowAfterAnUnsentOneOfItsAggregateStays_R7() {
    List<OutboxDao.Row> rows = List.of(row(1, 10), row(2, 20), row(3, 10), row(4, 30));
    long[] done = OutboxPublisher.deletable(rows, new boolean[] {false, true, true, true});
    assertThat(done).containsExactly(2, 4);
  }

  @Test
  void everythingGoesWhenEverythingWasSent() {
    assertThat(
            OutboxPublisher.deletable(List.of(row(1, 10), row(2, 10)), new boolean[] {true, true}))
        .containsExactly(1, 2);
  }

  private static OutboxDao.Row row(long id, long key) {
    return new OutboxDao.Row(id, id, "topic", key, "TweetDeleted", new byte[0], "", "", 0);
  }
}
