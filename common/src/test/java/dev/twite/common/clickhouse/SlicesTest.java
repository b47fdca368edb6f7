package dev.twite.common.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.kafka.Place;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private record Row(Place place, int number) implements Ledger.Row {}

  private static final TopicIdPartition LOG = new TopicIdPartition(Uuid.ONE_UUID, 0, "t");

  @Test
  void noRecordIsCutInTwo_R19() {
    assertThat(sizes(10, 4, 4, 4, 4, 4)).containsExactly(8, 8, 4);
    assertThat(sizes(10, 5, 5, 1)).containsExactly(10, 1);
    assertThat(sizes(3, 1, 1, 1, 1, 1, 1, 1)).containsExactly(3, 3, 1);
  }

  @Test
  void aRecordOfMoreRowsThanAnInsertShouldHaveIsOneInsert() {
    assertThat(sizes(10, 25)).containsExactly(25);
    assertThat(sizes(10, 2, 25, 3, 3)).containsExactly(2, 25, 6);
  }

  @Test
  void fewRowsAreOneInsertAndNoneAreNone() {
    assertThat(sizes(10, 3, 3)).containsExactly(6);
    assertThat(sizes(10)).isEmpty();
  }

  /** How many rows the slices have, of records with so many rows. */
  private static List<Integer> sizes(int most, int... records) {
    List<Row> rows = new ArrayList<>();
    for (int offset = 0; offset < records.length; offset++) {
      for (int i = 0; i < records[offset]; i++) {
        rows.add(new Row(new Place(LOG, 0, offset), i));
      }
    }
    List<List<Row>> slices = Slices.of(rows, most);
    assertThat(slices.stream().flatMap(List::stream).toList()).isEqualTo(rows);
    return slices.stream().map(List::size).toList();
  }
}
