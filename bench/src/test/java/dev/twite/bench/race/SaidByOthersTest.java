package dev.twite.bench.race;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.bench.Arguments;
import dev.twite.bench.BenchException;
import org.junit.jupiter.api.Test;

/** What wrk, jcmd and people say. */
class SaidByOthersTest {
  @Test
  void readsTheLineOfTheWrkScript() {
    Measured measured =
        Wrk.parse(
            "Running 3s test\nRESULT requests=3100 micros=3000000 p50=1200 p99=45000 errors=100\n");
    assertThat(measured).isEqualTo(new Measured(1_000, 1.2, 45, 3_000, 100));
    assertThatThrownBy(() -> Wrk.parse("unable to connect")).hasMessageContaining("unable to");
  }

  @Test
  void sumsTheGenerationsOfAHeapAndNotTheMetaspace() {
    String said =
        """
        4711:
         def new generation   total 39296K, used 1000K [0x00000000e0000000, 0x0)
          eden space 34944K,   4% used [0x00000000e0000000, 0x0)
         tenured generation   total 87424K, used 24K [0x00000000ea800000, 0x0)
         Metaspace       used 9999K, committed 10000K, reserved 1114112K
        """;
    assertThat(Jvm.usedHeap(said)).isEqualTo(1024L << 10);
    assertThatThrownBy(() -> Jvm.usedHeap("no such process")).isInstanceOf(BenchException.class);
  }

  @Test
  void namesAMeasurementThatThereIsNot() {
    assertThat(plan("--only=reads,mix").wants("mix")).isTrue();
    assertThat(plan("--only=reads,mix").wants("split")).isFalse();
    assertThat(plan("--full").wants("split")).isTrue();
    assertThatThrownBy(() -> plan("--only=speed"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("'speed'")
        .hasMessageContaining("reads");
  }

  @Test
  void growsOnlyInAFullRaceOrByName() {
    assertThat(plan().wants("search")).isTrue();
    assertThat(plan().wants("growth")).isFalse();
    assertThat(plan("--full").wants("growth")).isTrue();
    assertThat(plan("--only=growth").wants("growth")).isTrue();
    assertThat(plan("--only=growth").wantsCast()).isFalse();
    assertThat(plan("--full").wantsCast()).isTrue();
  }

  @Test
  void findsAnIdInAPage() {
    byte[] page = "{\"data\":[{\"id\":\"12\"},{\"id\":\"345\"}]}".getBytes(US_ASCII);
    assertThat(NewTweet.contains(page, "\"id\":\"345\"".getBytes(US_ASCII))).isTrue();
    assertThat(NewTweet.contains(page, "\"id\":\"34\"".getBytes(US_ASCII))).isFalse();
  }

  private static RacePlan plan(String... options) {
    return RacePlan.from(Arguments.parse(options, 0, RacePlan.OPTIONS));
  }
}
