package dev.twite.media.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.metrics.Metrics;
import dev.twite.media.testing.Samples;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureMakerTest {
  @TempDir Path folder;
  private final PictureMaker maker =
      new PictureMaker(new DecodeGate(2, 256, Duration.ofSeconds(30), new Metrics("test")));
  private int number;

  @Test
  void eachKindBecomesOneThatBrowsersShow() throws Exception {
    assertMade(Samples.jpeg(80, 60), "jpg", 80, 60);
    assertMade(Samples.png(80, 60), "png", 80, 60);
    assertMade(Samples.transparentPng(80, 60), "png", 80, 60);
    assertMade(Samples.gif(80, 60, 1), "png", 80, 60);
    assertMade(Samples.lossyWebp(), "jpg", 1, 1);
    assertMade(Samples.losslessWebp(), "png", 1, 1);
    assertMade(Samples.alphaWebp(), "png", 1, 1);
  }

  @Test
  void coloursStayWhatTheyAre() throws Exception {
    for (byte[] sample : List.of(Samples.jpeg(80, 60), Samples.png(80, 60))) {
      BufferedImage made = read(make(sample).file());
      assertThat(isNear(made.getRGB(30, 40), 255, 0, 0)).isTrue();
      assertThat(isNear(made.getRGB(60, 40), 0, 0, 255)).isTrue();
      assertThat(isNear(made.getRGB(5, 5), 0, 255, 0)).isTrue();
    }
    BufferedImage through = read(make(Samples.transparentPng(80, 60)).file());
    assertThat(through.getRGB(60, 40) >>> 24).isZero();
    assertThat(isNear(read(make(Samples.cmykJpeg(64, 64)).file()).getRGB(30, 30), 255, 0, 0))
        .isTrue();
  }

  @Test
  void greyStaysAsDarkAsItWasWithEightAndSixteenBits() throws Exception {
    for (int type : List.of(BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_USHORT_GRAY)) {
      BufferedImage grey = new BufferedImage(20, 20, type);
      int dark = type == BufferedImage.TYPE_BYTE_GRAY ? 60 : 60 << 8 | 60;
      for (int y = 0; y < 20; y++) {
        for (int x = 0; x < 20; x++) {
          grey.getRaster().setSample(x, y, 0, dark);
        }
      }
      BufferedImage made = read(make(Samples.encoded(grey, "png")).file());
      assertThat(isNear(made.getRGB(10, 10), 60, 60, 60)).isTrue();
    }
  }

  @Test
  void aLargePictureHasASmallPreviewAndAHash() throws Exception {
    MadePicture made = make(Samples.jpeg(1600, 800));
    assertThat(made.preview()).isNotEqualTo(made.file());
    BufferedImage preview = read(made.preview());
    assertThat(preview.getWidth()).isEqualTo(640);
    assertThat(preview.getHeight()).isEqualTo(320);
    assertThat(made.blurhash()).hasSize(28);
    assertThat(make(Samples.png(640, 10)).preview().getFileName()).hasToString("picture");
  }

  @Test
  void aVeryLargePictureIsReducedWhileItIsDecoded() throws Exception {
    MadePicture made = make(Samples.png(9_000, 100));
    assertThat(made.width()).isEqualTo(3_000);
    assertThat(read(made.file()).getWidth()).isEqualTo(3_000);
  }

  @Test
  void withLittleMemoryItIsReducedFurther() throws Exception {
    DecodeGate narrow = new DecodeGate(1, 1, Duration.ofSeconds(30), new Metrics("test"));
    Path own = Files.createDirectory(folder.resolve("narrow"));
    Path upload = Files.write(own.resolve("upload"), Samples.jpeg(900, 600));
    MadePicture made = new PictureMaker(narrow).make(PictureType.JPEG, upload, own);
    assertThat(made.width()).isEqualTo(300);
    assertThat(read(made.file()).getHeight()).isEqualTo(200);
  }

  @Test
  void whereItWasTakenIsGoneAndWhichWayUpIsApplied_S17() throws Exception {
    for (int orientation = 1; orientation <= 8; orientation++) {
      byte[] sample = Samples.telltaleJpeg(80, 40, orientation);
      assertThat(text(sample)).contains(Samples.SECRET);
      MadePicture made = make(sample);
      for (Path file : List.of(made.file(), made.preview())) {
        byte[] stored = Files.readAllBytes(file);
        assertThat(text(stored))
            .doesNotContain(Samples.SECRET, "Exif", "http://ns.adobe.com", "JFXX");
      }
      BufferedImage upright = read(made.file());
      boolean turned = orientation >= 5;
      assertThat(upright.getWidth()).as("orientation " + orientation).isEqualTo(turned ? 40 : 80);
      assertThat(upright.getHeight()).isEqualTo(turned ? 80 : 40);
      // Where the stored upper left corner belongs (EXIF, tag 0x0112).
      boolean right = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
      boolean bottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
      int x = right ? upright.getWidth() - 4 : 3;
      int y = bottom ? upright.getHeight() - 4 : 3;
      assertThat(isNear(upright.getRGB(x, y), 0, 255, 0)).as("orientation " + orientation).isTrue();
    }
  }

  @Test
  void textsProfilesAndTimesOfAPngAreGone_S17() throws Exception {
    byte[] told = Samples.SECRET.getBytes(StandardCharsets.US_ASCII);
    byte[] sample =
        Samples.join(
            Samples.pngWith(
                Samples.chunk("tEXt", Samples.join(new byte[] {'a', 0}, told)),
                Samples.chunk("iCCP", told),
                Samples.chunk("eXIf", told)),
            told);
    assertThat(text(Files.readAllBytes(make(sample).file()))).doesNotContain(Samples.SECRET);
  }

  @Test
  void anAnimationMovesOnWithoutItsComments_S17() throws Exception {
    MadePicture made = make(Samples.gif(100, 50, 5));
    assertThat(made.moves()).isTrue();
    assertThat(made.extension()).isEqualTo("gif");
    assertThat(made.previewExtension()).isNotEqualTo("gif");
    assertThat(text(Files.readAllBytes(made.file()))).doesNotContain(Samples.SECRET);
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(made.file().toFile())) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(5);
      assertThat(reader.getImageMetadata(3).getAsTree("javax_imageio_gif_image_1.0"))
          .satisfies(
              root ->
                  assertThat(
                          ((javax.imageio.metadata.IIOMetadataNode) root)
                              .getElementsByTagName("GraphicControlExtension")
                              .item(0)
                              .getAttributes()
                              .getNamedItem("delayTime")
                              .getNodeValue())
                      .isEqualTo("7"));
    }
  }

  @Test
  void sizesAreJudgedByTheHeaderAndCostNothing_S17() {
    long before = usedHeap();
    for (long[] size :
        List.of(
            new long[] {100_000, 100_000},
            new long[] {4_294_967_295L, 1},
            new long[] {12_001, 1},
            new long[] {7_000, 7_000})) {
      assertRefused(Samples.pngHeader(size[0], size[1]), ErrorCode.BODY_TOO_LARGE);
    }
    assertRefused(Samples.pngHeader(0, 10), ErrorCode.INVALID_REQUEST);
    byte[] jpeg = Samples.jpeg(16, 16);
    int frame = indexOf(jpeg, new byte[] {(byte) 0xff, (byte) 0xc0});
    Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);
    assertRefused(jpeg, ErrorCode.BODY_TOO_LARGE);
    byte[] gif = Samples.gif(16, 16, 1);
    Arrays.fill(gif, 6, 10, (byte) 0xff);
    assertRefused(gif, ErrorCode.BODY_TOO_LARGE);
    assertThat(usedHeap() - before).isLessThan(64L << 20);
  }

  @Test
  void aTextThatUnfoldsToAGigabyteIsNeverUnfolded_S17() throws Exception {
    byte[] bomb = Samples.pngWith(Samples.textBomb(1024));
    assertThat(bomb.length).isLessThan(2 << 20);
    assertMade(bomb, "png", 40, 30);
  }

  @Test
  void anAnimationOfTooManyFramesOrPixelsIsRefused_S17() {
    assertRefused(Samples.gif(4, 4, GifCleaner.MAX_FRAMES + 1), ErrorCode.BODY_TOO_LARGE);
    // A tiny frame, many times, on a large canvas.
    byte[] gif = Samples.gif(4, 4, 200);
    gif[6] = 0;
    gif[7] = 0x08;
    gif[8] = 0;
    gif[9] = 0x08;
    assertRefused(gif, ErrorCode.BODY_TOO_LARGE);
  }

  @Test
  void whatIsCutOffOrDamagedIsRefused_S17() {
    for (byte[] whole :
        List.of(
            Samples.jpeg(64, 64),
            Samples.png(64, 64),
            Samples.gif(64, 64, 3),
            Samples.losslessWebp())) {
      for (int length = PictureType.PREFIX; length < whole.length - 1; length += 7) {
        assertRefused(Arrays.copyOf(whole, length), ErrorCode.INVALID_REQUEST);
      }
    }
    byte[] png = Samples.png(64, 64);
    png[png.length - 30] ^= 1;
    assertRefused(png, ErrorCode.INVALID_REQUEST);
  }

  @Test
  void whateverIsChangedTheAnswerIsAPictureOrARefusal_S17() throws Exception {
    Random random = new Random(17);
    List<byte[]> samples =
        List.of(
            Samples.telltaleJpeg(48, 32, 6),
            Samples.transparentPng(48, 32),
            Samples.gif(48, 32, 3),
            Samples.alphaWebp(),
            Samples.lossyWebp());
    int made = 0;
    int refused = 0;
    for (int i = 0; i < 1_500; i++) {
      byte[] sample = samples.get(i % samples.size()).clone();
      for (int j = random.nextInt(4); j >= 0; j--) {
        int at = random.nextInt(PictureType.PREFIX, sample.length);
        sample[at] = (byte) random.nextInt();
      }
      try {
        make(sample);
        made++;
      } catch (TwiteException refusal) {
        assertThat(refusal.code().httpStatus()).isBetween(400, 499);
        refused++;
      }
    }
    assertThat(made).isGreaterThan(100);
    assertThat(refused).isGreaterThan(100);
  }

  @Test
  void whatElseAFileIsDoesNotOutliveIt_S17() throws Exception {
    byte[] page = "<html><script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
    byte[] jar = "PK\u0003\u0004META-INF/MANIFEST.MF".getBytes(StandardCharsets.ISO_8859_1);
    List<byte[]> polyglots = new ArrayList<>();
    for (byte[] other : List.of(page, jar)) {
      polyglots.add(Samples.join(Samples.gif(10, 10, 2), other));
      polyglots.add(Samples.join(Samples.jpeg(10, 10), other));
      polyglots.add(Samples.join(Samples.png(10, 10), other));
      polyglots.add(
          Samples.pngWith(Samples.chunk("tEXt", Samples.join(new byte[] {'a', 0}, other))));
      byte[] jpeg = Samples.jpeg(10, 10);
      polyglots.add(
          Samples.join(
              Arrays.copyOf(jpeg, 2),
              Samples.segment(0xfe, other),
              Arrays.copyOfRange(jpeg, 2, jpeg.length)));
    }
    for (byte[] polyglot : polyglots) {
      MadePicture made = make(polyglot);
      for (Path file : List.of(made.file(), made.preview())) {
        assertThat(text(Files.readAllBytes(file))).doesNotContain("<script", "META-INF");
      }
    }
  }

  @Test
  void animatedWebpIsRefused() {
    assertRefused(Samples.animatedWebp(), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
  }

  private void assertMade(byte[] sample, String extension, int width, int height)
      throws IOException {
    MadePicture made = make(sample);
    assertThat(made.extension()).isEqualTo(extension);
    assertThat(made.width()).isEqualTo(width);
    assertThat(made.height()).isEqualTo(height);
    BufferedImage image = read(made.file());
    assertThat(image.getWidth()).isEqualTo(width);
    assertThat(image.getHeight()).isEqualTo(height);
  }

  private void assertRefused(byte[] sample, ErrorCode code) {
    assertThatThrownBy(() -> make(sample))
        .isInstanceOfSatisfying(
            TwiteException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private MadePicture make(byte[] sample) throws IOException {
    Path own = Files.createDirectory(folder.resolve("p" + number++));
    Path upload = own.resolve("upload");
    Files.write(upload, sample);
    byte[] start = Arrays.copyOf(sample, Math.min(sample.length, PictureType.PREFIX));
    return maker.make(PictureType.of(start).orElseThrow(), upload, own);
  }

  private static BufferedImage read(Path file) throws IOException {
    return ImageIO.read(file.toFile());
  }

  private static boolean isNear(int rgb, int red, int green, int blue) {
    return Math.abs((rgb >> 16 & 255) - red) < 24
        && Math.abs((rgb >> 8 & 255) - green) < 24
        && Math.abs((rgb & 255) - blue) < 24;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    return text(bytes).indexOf(text(part));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
