package dev.twite.media;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.media.MediaFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.media.testing.Samples;
import dev.twite.proto.media.v1.MediaItem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadIT {
  @TempDir static Path folder;
  private static MediaFixture on;

  @BeforeAll
  static void start() throws Exception {
    on = new MediaFixture(folder);
  }

  @AfterAll
  static void stop() {
    on.close();
  }

  @Test
  void aPictureIsTakenInAndKnownByItsId() {
    MediaItem made = on.upload(7, Samples.jpeg(1_000, 500), "A flag");
    assertThat(made.getOwnerId()).isEqualTo(7);
    assertThat(made.getKind()).isEqualTo("image");
    assertThat(made.getWidth()).isEqualTo(1_000);
    assertThat(made.getHeight()).isEqualTo(500);
    assertThat(made.getAlt()).isEqualTo("A flag");
    assertThat(made.getBlurhash()).isNotEmpty();
    assertThat(made.getKey()).matches("[0-9a-f]{64}\\.jpg").isNotEqualTo(made.getPreviewKey());
    MediaItem moving = on.upload(7, Samples.gif(40, 40, 3));
    assertThat(moving.getKind()).isEqualTo("gif");
    assertThat(moving.getPreviewKey()).doesNotEndWith("gif");
    assertThat(on.get(moving.getId(), 1L, made.getId())).containsExactly(moving, made);
  }

  @Test
  void whatIsNoPictureIsRefused_S17() {
    for (String other :
        new String[] {
          "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
          "<!DOCTYPE html><script>alert(1)</script>",
          "x"
        }) {
      assertThat(refusal(() -> on.upload(7, other.getBytes(StandardCharsets.UTF_8))).code())
          .isEqualTo(ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }
    assertThat(fields(refusal(() -> on.upload(7, new byte[0])))).isEqualTo("file required");
    assertThat(fields(refusal(() -> on.upload(7, Arrays.copyOf(Samples.png(9, 9), 60)))))
        .isEqualTo("file invalid_format");
    assertThat(fields(refusal(() -> on.upload(7, Samples.png(9, 9), "x".repeat(1_501)))))
        .isEqualTo("alt too_long");
  }

  @Test
  void aHeaderOfALieCostsNoMemory_S17() {
    long before = usedHeap();
    assertThat(refusal(() -> on.upload(7, Samples.pngHeader(100_000, 100_000))).code())
        .isEqualTo(ErrorCode.BODY_TOO_LARGE);
    assertThat(usedHeap() - before).isLessThan(64L << 20);
  }

  @Test
  void sizesAreBoundedWhileTheyComeIn_S14() {
    byte[] still = Samples.join(Samples.png(9, 9), new byte[MediaConfig.MAX_STILL]);
    assertThat(refusal(() -> on.upload(7, still)).code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
    byte[] moving = Samples.join(Samples.gif(9, 9, 2), new byte[MediaConfig.MAX_STILL]);
    assertThat(on.upload(7, moving).getKind()).isEqualTo("gif");
    byte[] tooMuch = Samples.join(Samples.gif(9, 9, 2), new byte[MediaConfig.MAX_UPLOAD]);
    assertThat(refusal(() -> on.upload(7, tooMuch)).code()).isEqualTo(ErrorCode.BODY_TOO_LARGE);
  }

  @Test
  void nobodyTakesAllPlacesForUploads_R13() {
    Uploads uploads = on.service.get(Uploads.class);
    List<Upload> slow = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      slow.add(uploads.begin(50));
    }
    try {
      TwiteException refused = refusal(() -> on.upload(50, Samples.png(9, 9)));
      assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
      assertThat(refused.retryAfter()).isPresent();
      assertThat(on.upload(51, Samples.png(9, 9)).getOwnerId()).isEqualTo(51);
      slow.removeLast().close();
      assertThat(on.upload(50, Samples.png(9, 9)).getOwnerId()).isEqualTo(50);
    } finally {
      slow.forEach(Upload::close);
    }
  }

  @Test
  void nothingOfAnUploadIsLeftOnTheWay() throws Exception {
    on.upload(7, Samples.png(30, 30));
    assertThat(refusal(() -> on.upload(7, "no".getBytes(StandardCharsets.UTF_8)))).isNotNull();
    eventually(() -> assertThat(filesIn(folder.resolve("spool"))).isZero());
    assertThat(filesIn(folder.resolve("store/begun"))).isZero();
  }

  private static String fields(TwiteException refused) {
    return refused.fields().getFirst().field() + " " + refused.fields().getFirst().code();
  }

  private static long filesIn(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
