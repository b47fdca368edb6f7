package dev.twite.common.media;

import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import jakarta.inject.Inject;

/** Has svc-media keep pictures for what is about to name them. */
public final class PictureHolds {
  private final MediaBlockingStub media;

  @Inject
  public PictureHolds(MediaBlockingStub media) {
    this.media = media;
  }

  /**
   * Nothing is kept yet, and nothing asked.
   *
   * @param forId what is about to name them; its event tells it
   */
  public PictureHold begin(long forId) {
    return new PictureHold(media, forId);
  }
}
