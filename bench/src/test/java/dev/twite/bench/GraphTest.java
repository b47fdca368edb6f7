package dev.twite.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphTest {
  @TempDir Path folder;

  @Test
  void readsEdgesInBothDirectionsPastBlanksAndComments() throws IOException {
    Graph graph = read("# people\n1 0\n\n  0\t2  % more\n2,0\r\n3 3\n");
    assertThat(graph.nodes()).containsExactly(0, 1, 2, 3);
    assertThat(graph.neighbours().get(0)).containsExactly(1, 2);
    assertThat(graph.neighbours().get(2)).containsExactly(0);
    assertThat(graph.neighbours().get(3)).isEmpty();
    assertThat(graph.follows()).isEqualTo(4);
  }

  @Test
  void namesTheLineThatIsWrong() {
    assertThatThrownBy(() -> read("1 0\n\n1 2 3\n")).hasMessageContaining("line 3: not two");
    assertThatThrownBy(() -> read("1\n")).hasMessageContaining("line 1: not two");
    assertThatThrownBy(() -> read("1 x\n")).hasMessageContaining("line 1: not a number: 'x'");
    assertThatThrownBy(() -> read("1 -2\n")).hasMessageContaining("not -2");
    assertThatThrownBy(() -> read("1 99999999999\n")).hasMessageContaining("not a number");
  }

  @Test
  void refusesWhatIsNoGraph() {
    assertThatThrownBy(() -> read("\n# nothing\n")).hasMessageContaining("has no edge");
    assertThatThrownBy(() -> Graph.read(folder.resolve("none")))
        .hasMessageContaining("There is no file");
  }

  private Graph read(String text) throws IOException {
    Path file = folder.resolve("graph.edges");
    Files.writeString(file, text);
    return Graph.read(file);
  }
}
