package dev.twite.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.media.testing.Samples;
import io.grpc.Context;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecoderTest {
  @TempDir Path folder;

  @Test
  void whatLibjpegKeepsOfAPictureInSeveralScansIsCounted_S17() throws Exception {
    Outline plain = outline(Samples.jpeg(1_600, 800));
    Outline scans = outline(Samples.progressiveJpeg(1_600, 800));
    assertThat(plain.buffered()).isZero();
    // A byte and a half a pixel, colours being at half the size each way, of 16 bits each.
    assertThat(scans.buffered()).isEqualTo(1_600 * 800 * 3);
    assertThat(Decoder.memory(scans, 2) - Decoder.memory(plain, 2)).isEqualTo(scans.buffered());
    // Blocks at the edges are whole.
    assertThat(outline(Samples.progressiveJpeg(17, 17)).buffered()).isEqualTo(32 * 32 * 3);
    assertThat(Decoder.reduction(scans, 5 << 20)).isGreaterThan(Decoder.reduction(plain, 5 << 20));
    assertThatThrownBy(() -> Decoder.reduction(scans, 3 << 20))
        .isInstanceOfSatisfying(
            TwiteException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.BODY_TOO_LARGE));
  }

  @Test
  void decodingStopsInTheMiddleWhenTheCallerIsGone_R12() throws Exception {
    for (PictureType type : new PictureType[] {PictureType.PNG, PictureType.JPEG}) {
      byte[] bytes = type == PictureType.PNG ? Samples.png(800, 2_000) : Samples.jpeg(800, 2_000);
      Context.CancellableContext call = Context.current().withCancellation();
      AtomicInteger seen = new AtomicInteger();
      call.run(
          () -> {
            try (ImageInputStream in =
                ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
              ImageReader reader = Decoder.reader(type);
              reader.setInput(in, false, true);
              reader.addIIOReadProgressListener(new HangsUp(call, seen));
              Caller.watch(reader);
              var unused = reader.read(0);
              reader.dispose();
            } catch (java.io.IOException failed) {
              throw new java.io.UncheckedIOException(failed);
            }
            assertThatThrownBy(Caller::check)
                .isInstanceOfSatisfying(
                    TwiteException.class,
                    gone -> assertThat(gone.code()).isEqualTo(ErrorCode.CANCELLED));
          });
      assertThat(seen.get()).as(type.name()).isBetween(20, 50);
    }
  }

  private Outline outline(byte[] bytes) throws Exception {
    Path file = Files.write(folder.resolve("one"), bytes);
    return Cleaner.clean(PictureType.JPEG, file, folder.resolve("cleaned"));
  }
}
