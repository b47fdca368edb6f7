package dev.twite.media.image;

import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of an upload what is stored: cleaned, checked, decoded, upright, encoded anew, with a
 * preview and a blurhash.
 */
public final class PictureMaker {
  /** Largest side of a preview, in pixels. */
  public static final int PREVIEW_SIDE = 640;

  private static final Logger log = LoggerFactory.getLogger(PictureMaker.class);
  private static final float QUALITY = 0.88f;
  private static final float PREVIEW_QUALITY = 0.8f;

  /** An opaque PNG of more pixels is a photograph, and as such a tenth as large. */
  private static final int LARGE = 4_000_000;

  private final DecodeGate gate;

  static {
    // No window is ever opened.
    System.setProperty("java.awt.headless", "true");
  }

  @Inject
  PictureMaker(DecodeGate gate) {
    this.gate = gate;
  }

  /**
   * @param upload what came in
   * @param folder for files of this picture alone; also what was begun is left there
   * @throws TwiteException UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE (pixels), INVALID_REQUEST for
   *     file, OVERLOADED, CANCELLED when the caller is gone
   */
  public MadePicture make(PictureType type, Path upload, Path folder) throws IOException {
    Path cleaned = folder.resolve("cleaned");
    Outline outline = Cleaner.clean(type, upload, cleaned);
    int reduction = Decoder.reduction(outline, gate.bytes());
    DecodeGate.Pass pass = gate.enter(Decoder.memory(outline, reduction));
    try {
      return pass.run(() -> made(outline, reduction, cleaned, folder));
    } catch (TwiteException refused) {
      throw refused;
    } catch (RuntimeException | IOException failed) {
      throw judged(failed, folder);
    } finally {
      pass.close();
    }
  }

  // Decoders throw whatever comes of the bytes. But a full disk is no fault of theirs.
  private static TwiteException judged(Exception failed, Path folder) throws IOException {
    Caller.check();
    if (Files.getFileStore(folder).getUsableSpace() < (32 << 20)) {
      throw new IOException("The disk for uploads is full", failed);
    }
    log.info("A picture can't be decoded: {}", failed.toString());
    return Refusal.broken("The picture is damaged: it can't be decoded");
  }

  private static MadePicture made(Outline outline, int reduction, Path cleaned, Path folder)
      throws IOException {
    Caller.check();
    BufferedImage decoded = Decoder.decode(outline, reduction, cleaned);
    Caller.check();
    BufferedImage pixels = Pixels.upright(decoded, outline.orientation());
    boolean opaque = !pixels.getColorModel().hasAlpha();
    boolean moves = outline.animation().frames().size() > 1;
    boolean photograph = isPhotograph(outline, pixels, opaque);
    Path file = folder.resolve("picture");
    String extension;
    if (moves) {
      GifFrames.encode(outline, cleaned, file);
      extension = "gif";
    } else {
      extension = encode(pixels, photograph, QUALITY, file);
    }
    Caller.check();
    String blurhash = Blurhash.of(pixels);
    int width = moves ? outline.width() : pixels.getWidth();
    int height = moves ? outline.height() : pixels.getHeight();
    if (!moves && Math.max(width, height) <= PREVIEW_SIDE) {
      return new MadePicture(false, file, extension, file, extension, width, height, blurhash);
    }
    Path preview = folder.resolve("preview");
    BufferedImage small = Pixels.fit(pixels, PREVIEW_SIDE);
    String previewExtension = encode(small, opaque, PREVIEW_QUALITY, preview);
    return new MadePicture(
        moves, file, extension, preview, previewExtension, width, height, blurhash);
  }

  private static boolean isPhotograph(Outline outline, BufferedImage pixels, boolean opaque) {
    return switch (outline.type()) {
      case JPEG -> true;
      case WEBP -> opaque;
      case PNG, GIF -> opaque && (long) pixels.getWidth() * pixels.getHeight() > LARGE;
    };
  }

  private static String encode(BufferedImage pixels, boolean photograph, float quality, Path to)
      throws IOException {
    if (photograph) {
      Encoder.jpeg(pixels, quality, to);
      return "jpg";
    }
    Encoder.png(pixels, to);
    return "png";
  }
}
