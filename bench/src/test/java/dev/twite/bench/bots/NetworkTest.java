package dev.twite.bench.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.bench.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {
  private static final int PEOPLE = 3_000;
  private static final int MEAN = 12;
  private static final Network NETWORK = Network.heavyTailed(PEOPLE, MEAN, 7);

  @Test
  void fewHaveMostFollowers() {
    List<Integer> degrees =
        NETWORK.followers().stream().map(List::size).sorted(Comparator.reverseOrder()).toList();
    double mean = (double) NETWORK.follows() / PEOPLE;
    int topPercent = degrees.subList(0, PEOPLE / 100).stream().mapToInt(Integer::intValue).sum();
    assertThat(degrees.getFirst()).isGreaterThan((int) (20 * mean));
    assertThat(degrees.get(PEOPLE / 2)).isLessThan((int) mean);
    // One in a hundred would have a hundredth if all were alike.
    assertThat(topPercent).isGreaterThan(NETWORK.follows() / 8);
  }

  @Test
  void oneFollowsAboutSoMany() {
    assertThat((double) NETWORK.follows() / PEOPLE).isBetween(0.7 * MEAN, 1.3 * MEAN);
    assertThat(NETWORK.following()).allMatch(list -> !list.isEmpty() && list.size() <= 20 * MEAN);
  }

  @Test
  void manyFollowBack() {
    long back = 0;
    for (int person = 0; person < PEOPLE; person++) {
      for (int other : NETWORK.following().get(person)) {
        back += NETWORK.following().get(other).contains(person) ? 1 : 0;
      }
    }
    // By chance it would be one in hundreds.
    assertThat((double) back / NETWORK.follows()).isGreaterThan(0.1);
  }

  @Test
  void nobodyFollowsHimselfOrTwice() {
    for (int person = 0; person < PEOPLE; person++) {
      List<Integer> following = NETWORK.following().get(person);
      assertThat(following).doesNotContain(person);
      assertThat(new HashSet<>(following)).hasSameSizeAs(following);
    }
  }

  @Test
  void isTheSameWithTheSameSeed() {
    assertThat(Network.heavyTailed(100, 5, 3))
        .isEqualTo(Network.heavyTailed(100, 5, 3))
        .isNotEqualTo(Network.heavyTailed(100, 5, 4));
  }

  @Test
  void twoPeopleAreEnough() {
    assertThat(Network.heavyTailed(2, 10, 1).following()).allMatch(list -> list.size() <= 1);
  }

  @Test
  void takesAnEdgeListWhateverItsNumbers(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("graph"), "7 100\n100 3000\n");
    Network network = Network.of(Graph.read(file));
    assertThat(network.following()).containsExactly(List.of(1), List.of(0, 2), List.of(1));
    assertThat(network.followers()).isEqualTo(network.following());
  }
}
