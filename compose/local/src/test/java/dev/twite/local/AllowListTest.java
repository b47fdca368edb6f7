package dev.twite.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the scans of libraries and images may let pass, and for how long. */
class AllowListTest {
  private static final Path CHECK =
      Path.of("..", "check", "allow-list").toAbsolutePath().normalize();
  private static final String ENTRY =
      """
      [[IgnoredVulns]]
      id = "CVE-2026-0001"
      ignoreUntil = %s
      reason = "%s"
      """;

  @TempDir Path folder;

  private record Ran(int exitCode, String said) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-08 | found 2026-03-02: has run out | has run out",
        "2026-03-17 | found 2026-03-09: is a day too long | may stay until 2026-03-16 at most",
        "2026-03-12 | somebody looked at it, and found nothing | has to begin with when it was"
            + " found",
        "2026-03-12 | found 2026-03-09: no | has to begin with when it was found",
        "2026-03-12 | found 2026-03-11: is not yet known | found on 2026-03-11, which is still to"
            + " come",
        "soon | found 2026-03-09: nobody knows how long | ignoreUntil has to be a date",
      })
  void nothingKnownIsLetPassForMoreThanSevenDays_S25(String until, String reason, String why)
      throws Exception {
    Ran ran = check(ENTRY.formatted(until, reason));
    assertThat(ran.exitCode()).as(ran.said()).isEqualTo(1);
    assertThat(ran.said()).contains("CVE-2026-0001", why);
  }

  @Test
  void aReasonedEntryOfTheseDaysIsLetPass() throws Exception {
    String entry = ENTRY.formatted("2026-03-16", "found 2026-03-09: mended in 1.2, not yet there");
    assertThat(check(entry + "\n# and\n" + entry.replace("0001", "0002")).said())
        .contains("CVE-2026-0001 until 2026-03-16", "2 entries");
    assertThat(check(entry, "--trivy")).isEqualTo(new Ran(0, "CVE-2026-0001 exp:2026-03-16"));
  }

  @Test
  void whatItCannotReadIsAFault() throws Exception {
    Ran ran = check("[[PackageOverrides]]\nname = \"all\"\n");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.said()).contains("'[[PackageOverrides]]' is not one of");
  }

  private Ran check(String list, String... options) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("list.toml"), list);
    List<String> command = new java.util.ArrayList<>(List.of(CHECK.toString()));
    command.addAll(List.of(options));
    command.add(file.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TODAY", "2026-03-10");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
    return new Ran(process.waitFor(), said);
  }
}
