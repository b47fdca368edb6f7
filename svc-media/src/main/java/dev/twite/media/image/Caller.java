package dev.twite.media.image;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import io.grpc.Context;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** Ends work on a picture that nobody waits for any more: decoders know nothing of deadlines. */
final class Caller {
  private Caller() {}

  /** To be called between the steps, and after a decoder that is watched. */
  static void check() {
    if (Context.current().isCancelled()) {
      throw TwiteException.of(ErrorCode.CANCELLED, "Nobody waits for the picture any more");
    }
  }

  /** Has a decoder stop in the middle; what it returns then is not all of the picture. */
  static void watch(ImageReader reader) {
    reader.addIIOReadProgressListener(new Watch());
  }

  private static final class Watch implements IIOReadProgressListener {
    private static void look(ImageReader reader) {
      if (Context.current().isCancelled()) {
        reader.abort();
      }
    }

    @Override
    public void imageStarted(ImageReader reader, int index) {
      look(reader);
    }

    @Override
    public void imageProgress(ImageReader reader, float percent) {
      look(reader);
    }

    @Override
    public void imageComplete(ImageReader reader) {}

    @Override
    public void readAborted(ImageReader reader) {}

    @Override
    public void sequenceStarted(ImageReader reader, int index) {}

    @Override
    public void sequenceComplete(ImageReader reader) {}

    @Override
    public void thumbnailStarted(ImageReader reader, int image, int index) {}

    @Override
    public void thumbnailProgress(ImageReader reader, float percent) {}

    @Override
    public void thumbnailComplete(ImageReader reader) {}
  }
}
