package dev.twite.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The replay must find what is wrong with a server, or its silence would say nothing. */
class ReplayTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void agreesWithARightServer() throws IOException {
    assertThat(replay(home -> home)).isZero();
    assertThat(output())
        .contains("All 3 home timelines hold what they must")
        .contains("| home timeline |");
  }

  @Test
  void findsALostTweet() throws IOException {
    assertThat(replay(home -> home.subList(0, Math.max(0, home.size() - 1)))).isEqualTo(1);
    assertThat(output()).contains("3 of 3 home timelines DIFFER").contains("1 missing: [");
  }

  @Test
  void findsATweetShownTwice() throws IOException {
    UnaryOperator<List<Long>> twice =
        home -> {
          List<Long> all = new ArrayList<>(home);
          home.stream().findFirst().ifPresent(all::addFirst);
          return all;
        };
    assertThat(replay(twice)).isEqualTo(1);
    assertThat(output()).contains("1 more than once");
  }

  @Test
  void findsAWrongOrder() throws IOException {
    assertThat(replay(List::reversed)).isEqualTo(1);
    assertThat(output()).contains("in another order");
  }

  @Test
  void saysWhenNothingListens() throws IOException {
    String[] args = {"replay", "--graph=" + graph(), "--url=http://127.0.0.1:22999"};
    assertThatThrownBy(() -> new Replay(System.out).run(args))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("Nothing listens at http://127.0.0.1:22999")
        .hasMessageContaining("make run");
  }

  @Test
  void anotherMachineIsNotLoadedBySlip() throws IOException {
    String[] args = {"replay", "--graph=" + graph(), "--url=http://a.b:80"};
    assertThatThrownBy(() -> new Replay(System.out).run(args))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("ALLOW_REMOTE=1");
  }

  private int replay(UnaryOperator<List<Long>> home) throws IOException {
    try (FakeTwite server = new FakeTwite(home);
        PrintStream out = new PrintStream(printed, true, UTF_8)) {
      String[] args = {
        "replay",
        "--graph=" + graph(),
        "--url=" + server.url(),
        "--seconds=1",
        "--clients=2",
        "--quiet=0"
      };
      return new Replay(out).run(args);
    }
  }

  private String graph() throws IOException {
    Path file = folder.resolve("graph.edges");
    Files.writeString(file, "0 1\n1 2\n");
    return file.toString();
  }

  private String output() {
    return printed.toString(UTF_8);
  }
}
