package dev.twite.media.image;

import io.grpc.Context;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadProgressListener;

/** A caller who is gone after a fifth of a picture; notes how far its decoder came. */
final class HangsUp implements IIOReadProgressListener {
  private final Context.CancellableContext call;
  private final AtomicInteger percent;

  HangsUp(Context.CancellableContext call, AtomicInteger percent) {
    this.call = call;
    this.percent = percent;
  }

  @Override
  public void imageProgress(ImageReader reader, float done) {
    percent.set((int) done);
    if (done >= 20) {
      call.cancel(null);
    }
  }

  @Override
  public void imageStarted(ImageReader reader, int index) {}

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
  public void thumbnailProgress(ImageReader reader, float done) {}

  @Override
  public void thumbnailComplete(ImageReader reader) {}
}
