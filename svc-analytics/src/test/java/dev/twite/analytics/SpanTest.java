package dev.twite.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {
  private static final long NOW = ms("2026-03-10T12:34:56Z");

  @Test
  void isFourWeeksOfDaysOrTwoDaysOfHoursUnlessSaid() {
    Span days = Span.of(ReportRequest.getDefaultInstance(), NOW);
    assertThat(days.fromMs()).isEqualTo(ms("2026-02-10T00:00:00Z"));
    assertThat(days.toMs()).isEqualTo(ms("2026-03-11T00:00:00Z"));
    assertThat(days.rows()).isEqualTo(29);
    Span hours = Span.of(ReportRequest.newBuilder().setBucket(Bucket.HOUR).build(), NOW);
    assertThat(hours.fromMs()).isEqualTo(ms("2026-03-08T12:00:00Z"));
    assertThat(hours.toMs()).isEqualTo(ms("2026-03-10T13:00:00Z"));
    assertThat(hours.rows()).isEqualTo(49);
  }

  @Test
  void isWidenedToWholeBuckets() {
    Span span = span(Bucket.HOUR, "2026-03-01T10:59:59.999Z", "2026-03-01T12:00:00.001Z");
    assertThat(span.fromMs()).isEqualTo(ms("2026-03-01T10:00:00Z"));
    assertThat(span.toMs()).isEqualTo(ms("2026-03-01T13:00:00Z"));
    assertThat(span(Bucket.DAY, "2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z").rows())
        .isEqualTo(1);
    assertThat(span.row(span.timeMs(2))).isEqualTo(2);
  }

  @Test
  void hasAnEndAndALongestLength() {
    assertThat(span(Bucket.DAY, "2025-01-01T00:00:00Z", "2026-01-02T00:00:00Z").rows())
        .isEqualTo(366);
    assertThat(faults(Bucket.DAY, ms("2025-01-01T00:00:00Z"), ms("2026-01-03T00:00:00Z")))
        .containsExactly("from:out_of_range");
    assertThat(faults(Bucket.HOUR, ms("2026-01-01T00:00:00Z"), ms("2026-02-01T01:00:00Z")))
        .containsExactly("from:out_of_range");
    assertThat(faults(Bucket.DAY, NOW, NOW)).containsExactly("from:out_of_range");
    assertThat(faults(Bucket.DAY, -1, NOW)).containsExactly("from:out_of_range");
    assertThat(faults(Bucket.DAY, NOW, Long.MAX_VALUE)).containsExactly("to:out_of_range");
    assertThat(faults(Bucket.DAY, Long.MAX_VALUE, Long.MIN_VALUE))
        .containsExactly("from:out_of_range", "to:out_of_range");
  }

  private static List<String> faults(Bucket bucket, long from, long to) {
    List<String> found = new java.util.ArrayList<>();
    assertThatThrownBy(() -> span(bucket, from, to))
        .isInstanceOfSatisfying(
            TwiteException.class,
            thrown -> thrown.fields().forEach(fault -> found.add(words(fault))));
    return found;
  }

  private static String words(FieldError fault) {
    return fault.field() + ":" + fault.code();
  }

  private static Span span(Bucket bucket, String from, String to) {
    return span(bucket, ms(from), ms(to));
  }

  private static Span span(Bucket bucket, long from, long to) {
    return Span.of(
        ReportRequest.newBuilder().setBucket(bucket).setFromMs(from).setToMs(to).build(), NOW);
  }

  private static long ms(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
