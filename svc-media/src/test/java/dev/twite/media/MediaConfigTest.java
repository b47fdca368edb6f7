package dev.twite.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaConfigTest {
  @Test
  void picturesAreKeptInFilesWhenNothingIsSaid() {
    MediaConfig config = read(Map.of());
    assertThat(config.store()).isEqualTo(MediaConfig.Store.FILE);
    assertThat(config.unusedFor()).isEqualTo(java.time.Duration.ofDays(1));
    assertThat(config.decoders())
        .isEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() - 1));
  }

  @Test
  void aBucketNeedsItsAddressAndKeys() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "TWITE_MEDIA_STORE", "s3",
                        "TWITE_MEDIA_S3_ENDPOINT", "s3.example",
                        "TWITE_MEDIA_S3_BUCKET", "pictures")))
        .hasMessageContaining("TWITE_S3_ENDPOINT: is no URL")
        .hasMessageContaining("TWITE_S3_ACCESS_KEY: missing")
        .hasMessageContaining("TWITE_S3_SECRET_KEY: missing");
    MediaConfig config =
        read(
            Map.of(
                "TWITE_MEDIA_BASE_URL", "https://cdn.example",
                "TWITE_MEDIA_STORE", "s3",
                "TWITE_MEDIA_S3_ENDPOINT", "https://s3.example",
                "TWITE_MEDIA_S3_BUCKET", "pictures",
                "TWITE_MEDIA_S3_ACCESS_KEY", "id",
                "TWITE_MEDIA_S3_SECRET_KEY", "hidden"));
    assertThat(config.s3().pathStyle()).isTrue();
    assertThat(config.toString()).doesNotContain("hidden");
  }

  private static MediaConfig read(Map<String, String> env) {
    ConfigReader reader = new ConfigReader("media", env);
    MediaConfig config = MediaConfig.from(reader);
    reader.finish();
    return config;
  }
}
