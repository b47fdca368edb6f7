package dev.twite.media.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Pictures of every kind, good and bad, made by code. */
public final class Samples {
  /** What no stored picture may hold. */
  public static final String SECRET = "59.3293N-18.0686E";

  private Samples() {}

  /** Red on the left, blue on the right, green in the upper left corner. */
  public static BufferedImage picture(int width, int height, int type) {
    BufferedImage image = new BufferedImage(width, height, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height);
    graphics.setColor(Color.BLUE);
    graphics.fillRect(width / 2, 0, width - width / 2, height);
    graphics.setColor(Color.GREEN);
    graphics.fillRect(0, 0, width / 4, height / 4);
    graphics.dispose();
    return image;
  }

  public static byte[] png(int width, int height) {
    return encoded(picture(width, height, BufferedImage.TYPE_INT_RGB), "png");
  }

  /** Half of it can be seen through. */
  public static byte[] transparentPng(int width, int height) {
    BufferedImage image = picture(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int y = 0; y < height; y++) {
      for (int x = width / 2; x < width; x++) {
        image.setRGB(x, y, 0);
      }
    }
    return encoded(image, "png");
  }

  public static byte[] jpeg(int width, int height) {
    return encoded(picture(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
  }

  /** In several scans, its colours at half the size. */
  public static byte[] progressiveJpeg(int width, int height) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      BufferedImage image = picture(width, height, BufferedImage.TYPE_INT_RGB);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Bytes that no encoder makes smaller. */
  public static byte[] noise(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(7);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return encoded(image, "png");
  }

  public static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("No writer for " + format);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return out.toByteArray();
  }

  /** A JPEG with a place, a comment, XMP and a thumbnail, lying on its side. */
  public static byte[] telltaleJpeg(int width, int height, int orientation) {
    byte[] plain = jpeg(width, height);
    ByteBuffer tiff = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    tiff.putShort((short) 2);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(orientation);
    tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(64);
    tiff.position(64);
    tiff.put(SECRET.getBytes(StandardCharsets.US_ASCII));
    byte[] exif = join("Exif\0\0".getBytes(StandardCharsets.US_ASCII), tiff.array());
    byte[] xmp =
        ("http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + "</x>").getBytes(StandardCharsets.UTF_8);
    byte[] thumbnail = join("JFXX\0\u0010".getBytes(StandardCharsets.ISO_8859_1), jpeg(16, 16));
    return join(
        Arrays.copyOf(plain, 2),
        segment(0xe1, exif),
        segment(0xe1, xmp),
        segment(0xe0, thumbnail),
        segment(0xe2, SECRET.getBytes(StandardCharsets.US_ASCII)),
        segment(0xfe, SECRET.getBytes(StandardCharsets.US_ASCII)),
        Arrays.copyOfRange(plain, 2, plain.length),
        SECRET.getBytes(StandardCharsets.US_ASCII));
  }

  /** Four inks, as printers have them. */
  public static byte[] cmykJpeg(int width, int height) {
    WritableRaster inks =
        Raster.createInterleavedRaster(java.awt.image.DataBuffer.TYPE_BYTE, width, height, 4, null);
    int[] red = {0, 255, 255, 0};
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        inks.setPixel(x, y, red);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(to);
      writer.write(null, new IIOImage(inks, null, null), null);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** Frames of changing colours. */
  public static byte[] gif(int width, int height, int frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (MemoryCacheImageOutputStream to = new MemoryCacheImageOutputStream(out)) {
      writer.setOutput(to);
      writer.prepareWriteSequence(null);
      for (int i = 0; i < frames; i++) {
        byte[] shade = {(byte) (40 * i), (byte) 200};
        IndexColorModel colours = new IndexColorModel(1, 2, shade, shade, new byte[2]);
        BufferedImage frame =
            new BufferedImage(width, height, BufferedImage.TYPE_BYTE_BINARY, colours);
        IIOMetadata metadata =
            writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(frame), null);
        String format = metadata.getNativeMetadataFormatName();
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
        IIOMetadataNode control =
            (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
        control.setAttribute("delayTime", "7");
        IIOMetadataNode comments = new IIOMetadataNode("CommentExtensions");
        IIOMetadataNode comment = new IIOMetadataNode("CommentExtension");
        comment.setAttribute("value", SECRET);
        comments.appendChild(comment);
        root.appendChild(comments);
        metadata.setFromTree(format, root);
        writer.writeToSequence(new IIOImage(frame, null, metadata), null);
      }
      writer.endWriteSequence();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** A lossy WebP of one pixel, from the WebP project's own test of support. */
  public static byte[] lossyWebp() {
    return Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
  }

  /** A lossless one, likewise. */
  public static byte[] losslessWebp() {
    return Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");
  }

  /** One with transparency, likewise. */
  public static byte[] alphaWebp() {
    return Base64.getDecoder()
        .decode(
            "UklGRkoAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAwAAAARBxAR/Q9ERP8DAABWUDggGAAAABQBAJ0BKgEAAQAAAP4AAA3AAP7mtQAAAA==");
  }

  /** An animated one, likewise. */
  public static byte[] animatedWebp() {
    return Base64.getDecoder()
        .decode(
            "UklGRlIAAABXRUJQVlA4WAoAAAASAAAAAAAAAAAAQU5JTQYAAAD/////AABBTk1GJgAAAAAAAAAAAAAAAAAAAGQAAABWUDhMDQAAAC8AAAAQBxAREYiI/gcA");
  }

  /** A PNG of nothing but its header, which says what it likes. */
  public static byte[] pngHeader(long width, long height) {
    ByteBuffer header = ByteBuffer.allocate(13);
    header.putInt((int) width).putInt((int) height);
    header.put((byte) 8).put((byte) 2).put((byte) 0).put((byte) 0).put((byte) 0);
    return join(
        Arrays.copyOf(png(1, 1), 8),
        chunk("IHDR", header.array()),
        chunk("IDAT", deflated(new byte[100])),
        chunk("IEND", new byte[0]));
  }

  /** A PNG with more before its pixels. */
  public static byte[] pngWith(byte[]... chunks) {
    byte[] plain = png(40, 30);
    // After the signature and the header.
    return join(
        Arrays.copyOf(plain, 33), join(chunks), Arrays.copyOfRange(plain, 33, plain.length));
  }

  /** A text of {@code megabytes} that is small when compressed. */
  public static byte[] textBomb(int megabytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      byte[] megabyte = new byte[1 << 20];
      for (int i = 0; i < megabytes; i++) {
        deflater.write(megabyte);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return chunk("zTXt", out.toByteArray());
  }

  public static byte[] chunk(String type, byte[] content) {
    byte[] named = join(type.getBytes(StandardCharsets.US_ASCII), content);
    CRC32 crc = new CRC32();
    crc.update(named);
    return join(
        ByteBuffer.allocate(4).putInt(content.length).array(),
        named,
        ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  public static byte[] segment(int marker, byte[] content) {
    ByteBuffer head = ByteBuffer.allocate(4);
    head.put((byte) 0xff).put((byte) marker).putShort((short) (content.length + 2));
    return join(head.array(), content);
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(content);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    return out.toByteArray();
  }
}
