package dev.twite.logger.store.loki;

import static dev.twite.logger.testing.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.logger.Level;
import dev.twite.logger.LineFilter;
import dev.twite.proto.logger.v1.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes over the wire, to the letter. */
class PushBodyTest {
  @Test
  void aPushIsAsDocumented() {
    LogLine first =
        line(1_700_000_000_000_000_001L, "tweet", "INFO", "a \"b\"\n\u00e9").toBuilder()
            .setRequestId("r1")
            .setUserId(42)
            .putFields("a.b", "c")
            .build();
    LogLine failed =
        line(1_700_000_000_000_000_003L, "feed", "ERROR", "boom").toBuilder()
            .setStack("X\n\tat y\n")
            .build();
    LogLine earlier = line(1_700_000_000_000_000_000L, "tweet", "INFO", "first");
    String body = new String(PushBody.of(List.of(first, failed, earlier)), StandardCharsets.UTF_8);
    assertThat(body)
        .isEqualTo(
            "{\"streams\":["
                + "{\"stream\":{\"service\":\"feed\",\"level\":\"error\"},\"values\":["
                + "[\"1700000000000000003\",\"boom\\nX\\n\\tat y\\n\",{\"instance\":\"feed-1\","
                + "\"logger\":\"dev.twite.Some\",\"stack_at\":\"5\",\"thread\":\"t-1\"}]]},"
                + "{\"stream\":{\"service\":\"tweet\",\"level\":\"info\"},\"values\":["
                + "[\"1700000000000000000\",\"first\",{\"instance\":\"tweet-1\","
                + "\"logger\":\"dev.twite.Some\",\"thread\":\"t-1\"}],"
                + "[\"1700000000000000001\",\"a \\\"b\\\"\\n\u00e9\",{\"field_a_b\":\"c\","
                + "\"instance\":\"tweet-1\",\"logger\":\"dev.twite.Some\",\"request_id\":\"r1\","
                + "\"thread\":\"t-1\",\"user_id\":\"42\"}]]}]}");
  }

  @Test
  void anEntryReadsAsItWasWritten() {
    LogLine line =
        line(1_700_000_000_000_000_001L, "tweet", "WARN", "two\nlines").toBuilder()
            .setStack("X\n\tat y\n")
            .setRequestId("r1")
            .setUserId(-1)
            .putFields("shard", "7")
            .build();
    Map<String, String> labels = new java.util.HashMap<>(Entry.metadataOf(line));
    labels.put("service", "tweet");
    labels.put("level", Entry.levelOf(line));
    labels.put("detected_level", "warn");
    assertThat(Entry.read("1700000000000000001", Entry.textOf(line), labels)).isEqualTo(line);
  }

  @Test
  void whateverIsLookedForStandsForItself() {
    LineFilter filter =
        new LineFilter(List.of("tweet", "feed"), Level.WARN, "a\"} | x=~\".*\\ (b)\n", "r\"1", 42);
    assertThat(LogQl.of(filter))
        .isEqualTo(
            "{service=~\"tweet|feed\", level=~\"warn|error\"}"
                + " |~ \"(?i)a\\\"\\\\} \\\\| x=~\\\"\\\\.\\\\*\\\\\\\\ \\\\(b\\\\)\\u000a\""
                + " | request_id=\"r\\\"1\" | user_id=\"42\"");
    assertThat(LogQl.of(new LineFilter(List.of(), Level.TRACE, "", "", 0)))
        .isEqualTo("{service=~\".+\"}");
  }

  @Test
  void aPauseIsSecondsOrADateAndNeverForEver() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    assertThat(RetryAfter.of("7", clock)).isEqualTo(Duration.ofSeconds(7));
    assertThat(RetryAfter.of("Thu, 01 Jan 2026 00:00:09 GMT", clock))
        .isEqualTo(Duration.ofSeconds(9));
    assertThat(RetryAfter.of("99999999", clock)).isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryAfter.of("soon", clock)).isZero();
    assertThat(RetryAfter.of("-3", clock)).isZero();
  }
}
