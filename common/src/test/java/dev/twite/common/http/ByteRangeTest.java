package dev.twite.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ByteRangeTest {
  @Test
  void aRangeIsCutToWhatThereIs() {
    assertRange("bytes=0-0", 100, 0, 1);
    assertRange("bytes=10-", 100, 10, 90);
    assertRange("bytes=90-200", 100, 90, 10);
    assertRange("bytes=-30", 100, 70, 30);
    assertRange("bytes=-300", 100, 0, 100);
  }

  @Test
  void whatLiesPastTheEndDoesNotFit() {
    assertThat(ByteRange.parse("bytes=100-").orElseThrow().fits(100)).isFalse();
    assertThat(ByteRange.parse("bytes=-0").orElseThrow().fits(100)).isFalse();
    assertThat(ByteRange.parse("bytes=99-").orElseThrow().fits(100)).isTrue();
  }

  @Test
  void whatIsNotUnderstoodIsIgnored() {
    for (String header :
        List.of(
            "bytes=5-2", "bytes=-", "bytes=1-2,4-5", "items=1-2", "bytes=99999999999999999999-")) {
      assertThat(ByteRange.parse(header)).as(header).isEmpty();
    }
  }

  private static void assertRange(String header, long size, long start, long length) {
    ByteRange range = ByteRange.parse(header).orElseThrow();
    assertThat(range.fits(size)).isTrue();
    assertThat(range.start(size)).isEqualTo(start);
    assertThat(range.length(size)).isEqualTo(length);
  }
}
