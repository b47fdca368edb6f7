package dev.twite.tweet;

import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.ReserveRequest;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;

/** The pictures that a tweet is to have. */
final class MediaIds {
  private static final String FIELD = "media_ids";
  private static final int MAX = 4;

  private final MediaBlockingStub media;

  @Inject
  MediaIds(MediaBlockingStub media) {
    this.media = media;
  }

  /** What can be told without asking: at most four, none of them twice. */
  static void check(Checks checks, List<Long> ids) {
    checks.require(ids.size() <= MAX, FIELD, "too_many", "At most 4 pictures go along");
    checks.require(
        new HashSet<>(ids).size() == ids.size(), FIELD, "invalid_value", "Names one twice");
  }

  /**
   * Has svc-media keep them until it hears of the tweet. Nothing is asked for none.
   *
   * @throws TwiteException INVALID_REQUEST when one is not the caller's, or a GIF is not alone
   */
  void reserve(List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    boolean moves;
    try {
      moves =
          media.reserve(ReserveRequest.newBuilder().addAllIds(ids).build()).getItemsList().stream()
              .map(MediaItem::getKind)
              .anyMatch("gif"::equals);
    } catch (StatusRuntimeException refused) {
      if (GrpcErrors.toError(refused).code() == ErrorCode.MEDIA_NOT_FOUND) {
        throw TwiteException.invalid(FIELD, "media_not_found", "There is no such picture of yours");
      }
      throw refused;
    }
    if (moves && ids.size() > 1) {
      throw TwiteException.invalid(FIELD, "invalid_value", "An animated GIF goes alone");
    }
  }
}
