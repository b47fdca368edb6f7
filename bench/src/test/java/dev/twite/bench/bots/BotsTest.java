package dev.twite.bench.bots;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.bench.BenchException;
import dev.twite.bench.FakeTwite;
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

/** The whole run against a server in memory. */
class BotsTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void aGoodServerHoldsAndIsReportedOn() throws IOException {
    try (FakeTwite server = new FakeTwite(UnaryOperator.identity())) {
      assertThat(run(server, "--max-errors=50")).isZero();
    }
    assertThat(printed.toString(UTF_8))
        .contains("| home |", "| tweet |", "held   errors", "held   p99 from 201");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("A run of bots");
  }

  @Test
  void errorsBreakTheLimitAndAreNamedByCode() throws IOException {
    try (FakeTwite server = new FakeTwite(UnaryOperator.identity())) {
      server.breaks("/v1/notifications");
      assertThat(run(server, "--max-errors=0.1")).isEqualTo(1);
    }
    assertThat(printed.toString(UTF_8)).contains("BROKEN errors").contains("Errors by code: 503: ");
  }

  @Test
  void tweetsThatNobodySeesBreakTheLimit() throws IOException {
    try (FakeTwite server = new FakeTwite(home -> List.of())) {
      assertThat(run(server, "--max-freshness=100")).isEqualTo(1);
    }
    assertThat(printed.toString(UTF_8))
        .contains("BROKEN p99 from 201 to visible")
        .contains("never");
  }

  @Test
  void anotherMachineIsNotLoadedBySlip() {
    assertThatThrownBy(() -> new Bots(System.out).run(new String[] {"bots", "--url=http://a.b:80"}))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("ALLOW_REMOTE=1");
  }

  /** Generous limits: what is promised here is the judging, not how fast this machine is. */
  private int run(FakeTwite server, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "bots",
                "--url=" + server.url(),
                "--people=12",
                "--following=4",
                "--rate=100",
                "--ramp=1",
                "--seconds=2",
                "--readers=0",
                "--report=" + folder.resolve("report.html")));
    args.addAll(List.of("--max-p99=60000", "--max-freshness=60000"));
    args.addAll(List.of(more));
    try (PrintStream out = new PrintStream(printed, true, UTF_8)) {
      return new Bots(out).run(args.toArray(new String[0]));
    }
  }
}
