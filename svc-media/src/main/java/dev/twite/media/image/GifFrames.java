package dev.twite.media.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.FileImageOutputStream;

/** Animated GIFs, decoded and encoded anew frame by frame: one frame is in memory at a time. */
final class GifFrames {
  private static final String STREAM = "javax_imageio_gif_stream_1.0";
  private static final String IMAGE = "javax_imageio_gif_image_1.0";

  /** Indexed by GIF's own numbers. */
  private static final String[] DISPOSALS = {
    "none", "doNotDispose", "restoreToBackgroundColor", "restoreToPrevious"
  };

  private static final long MAX_BYTES = 20 << 20;

  private GifFrames() {}

  /** The first frame where it belongs on the canvas. */
  static BufferedImage first(ImageReader reader, Outline outline, int reduction)
      throws IOException {
    BufferedImage frame = reader.read(0);
    GifAnimation.Frame place = outline.animation().frames().getFirst();
    boolean covers = frame.getWidth() == outline.width() && frame.getHeight() == outline.height();
    if (covers && reduction == 1) {
      return Pixels.toRgb(frame);
    }
    BufferedImage canvas =
        Pixels.blank(
            Math.max(1, outline.width() / reduction),
            Math.max(1, outline.height() / reduction),
            true);
    Graphics2D graphics = canvas.createGraphics();
    graphics.scale(1.0 / reduction, 1.0 / reduction);
    graphics.drawImage(frame, place.left(), place.top(), null);
    graphics.dispose();
    return Pixels.toRgb(canvas);
  }

  /** Writes all of it anew. */
  static void encode(Outline outline, Path cleaned, Path to) throws IOException {
    ImageReader reader = Decoder.reader(PictureType.GIF);
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (FileImageInputStream in = new FileImageInputStream(cleaned.toFile());
        FileImageOutputStream out = new FileImageOutputStream(to.toFile())) {
      reader.setInput(in, true, true);
      writer.setOutput(out);
      writer.prepareWriteSequence(canvas(writer, outline));
      for (int i = 0; i < outline.animation().frames().size(); i++) {
        Caller.check();
        BufferedImage frame = reader.read(i);
        writer.writeToSequence(
            new IIOImage(frame, null, control(writer, outline.animation(), i, frame)), null);
        // Little that unpacks to much would be stored as much.
        if (out.length() > MAX_BYTES) {
          throw Refusal.tooLarge("The animation is larger than 20 MiB when it is drawn");
        }
      }
      writer.endWriteSequence();
    } finally {
      reader.dispose();
      writer.dispose();
    }
  }

  private static IIOMetadata canvas(ImageWriter writer, Outline outline) throws IOException {
    IIOMetadata metadata = writer.getDefaultStreamMetadata(null);
    IIOMetadataNode root = new IIOMetadataNode(STREAM);
    IIOMetadataNode version = child(root, "Version");
    version.setAttribute("value", "89a");
    IIOMetadataNode screen = child(root, "LogicalScreenDescriptor");
    screen.setAttribute("logicalScreenWidth", Integer.toString(outline.width()));
    screen.setAttribute("logicalScreenHeight", Integer.toString(outline.height()));
    screen.setAttribute("colorResolution", "8");
    screen.setAttribute("pixelAspectRatio", "0");
    metadata.setFromTree(STREAM, root);
    return metadata;
  }

  private static IIOMetadata control(
      ImageWriter writer, GifAnimation animation, int index, BufferedImage frame)
      throws IOException {
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(
            ImageTypeSpecifier.createFromRenderedImage(frame), writer.getDefaultWriteParam());
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(IMAGE);
    GifAnimation.Frame place = animation.frames().get(index);
    IIOMetadataNode at = child(root, "ImageDescriptor");
    at.setAttribute("imageLeftPosition", Integer.toString(place.left()));
    at.setAttribute("imageTopPosition", Integer.toString(place.top()));
    int transparent =
        frame.getColorModel() instanceof IndexColorModel colours
            ? colours.getTransparentPixel()
            : -1;
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", DISPOSALS[place.disposal()]);
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", transparent < 0 ? "FALSE" : "TRUE");
    control.setAttribute("transparentColorIndex", Integer.toString(Math.max(0, transparent)));
    control.setAttribute("delayTime", Integer.toString(place.delay()));
    if (index == 0 && animation.loops() >= 0) {
      IIOMetadataNode repeat = new IIOMetadataNode("ApplicationExtension");
      repeat.setAttribute("applicationID", "NETSCAPE");
      repeat.setAttribute("authenticationCode", "2.0");
      repeat.setUserObject(
          new byte[] {1, (byte) animation.loops(), (byte) (animation.loops() >> 8)});
      child(root, "ApplicationExtensions").appendChild(repeat);
    }
    metadata.setFromTree(IMAGE, root);
    return metadata;
  }

  /** The child of that name; made when there is none. */
  private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
    for (int i = 0; i < parent.getLength(); i++) {
      if (parent.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) parent.item(i);
      }
    }
    IIOMetadataNode made = new IIOMetadataNode(name);
    parent.appendChild(made);
    return made;
  }
}
