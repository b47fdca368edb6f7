package dev.twite.media.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.media.testing.Samples;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PictureTypeTest {
  @Test
  void theFirstBytesTell_S17() {
    assertThat(PictureType.of(Samples.jpeg(2, 2))).contains(PictureType.JPEG);
    assertThat(PictureType.of(Samples.png(2, 2))).contains(PictureType.PNG);
    assertThat(PictureType.of(Samples.gif(2, 2, 1))).contains(PictureType.GIF);
    assertThat(PictureType.of(Samples.lossyWebp())).contains(PictureType.WEBP);
  }

  @Test
  void nothingElseIsAPicture_S17() {
    for (String other :
        List.of(
            "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "<?xml version='1.0'?><svg/>",
            "<!DOCTYPE html><html>",
            "%PDF-1.7",
            "PK\u0003\u0004 a jar",
            "GIF",
            "RIFF1234WAVE",
            "BM a bitmap",
            "II*\0 TIFF",
            "")) {
      assertThat(PictureType.of(other.getBytes(StandardCharsets.ISO_8859_1))).as(other).isEmpty();
    }
  }
}
