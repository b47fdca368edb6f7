package dev.twite.profile;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.ReserveRequest;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.OptionalLong;

/** The pictures that a profile is to have. */
final class OwnPictures {
  private final MediaBlockingStub media;

  @Inject
  OwnPictures(MediaBlockingStub media) {
    this.media = media;
  }

  /**
   * Has svc-media keep one until it hears of the profile; 0 and empty are none.
   *
   * @throws TwiteException INVALID_REQUEST when it is not the caller's
   */
  void reserve(String field, OptionalLong id) {
    if (id.orElse(0) == 0) {
      return;
    }
    try {
      GetMediaResponse unused =
          media.reserve(ReserveRequest.newBuilder().addIds(id.getAsLong()).build());
    } catch (StatusRuntimeException refused) {
      if (GrpcErrors.toError(refused).code() == ErrorCode.MEDIA_NOT_FOUND) {
        throw TwiteException.invalid(field, "media_not_found", "There is no such picture of yours");
      }
      throw refused;
    }
  }
}
