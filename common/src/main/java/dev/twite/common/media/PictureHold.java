package dev.twite.common.media;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.ReleaseRequest;
import dev.twite.proto.media.v1.ReleaseResponse;
import dev.twite.proto.media.v1.ReserveRequest;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pictures that one tweet or change of a profile is about to name. Closing lets go of them
 * unless its event is on its way, or may be. For one thread.
 */
public final class PictureHold implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PictureHold.class);
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final MediaBlockingStub media;
  private final long forId;
  private boolean holds;
  private boolean kept;

  PictureHold(MediaBlockingStub media, long forId) {
    this.media = media;
    this.forId = forId;
  }

  /**
   * Keeps more, used together. Nothing is asked for none.
   *
   * @param field what a refusal names
   * @throws TwiteException INVALID_REQUEST when one is not the caller's, or a GIF is not alone
   */
  public void add(String field, List<Long> ids) {
    if (ids.isEmpty()) {
      return;
    }
    try {
      GetMediaResponse unused =
          media.reserve(ReserveRequest.newBuilder().addAllIds(ids).setForId(forId).build());
      holds = true;
    } catch (StatusRuntimeException refused) {
      throw told(field, refused);
    }
  }

  private static RuntimeException told(String field, StatusRuntimeException refused) {
    TwiteException error = GrpcErrors.toError(refused);
    if (error.code() == ErrorCode.MEDIA_NOT_FOUND) {
      return TwiteException.invalid(field, "media_not_found", "There is no such picture of yours");
    }
    if (error.code() == ErrorCode.INVALID_REQUEST && !error.fields().isEmpty()) {
      FieldError fault = error.fields().getFirst();
      return TwiteException.invalid(field, fault.code(), fault.detail());
    }
    return refused;
  }

  /** What the event tells: what they are held for; 0 when nothing is. */
  public long heldFor() {
    return holds ? forId : 0;
  }

  /**
   * Says, as the last thing in the transaction, whether the event is appended in it. If the
   * transaction then fails nobody knows whether it did, and they stay.
   */
  public void keep(boolean appended) {
    kept = appended;
  }

  @Override
  public void close() {
    if (!holds || kept) {
      return;
    }
    // Also when the request's own time is up.
    Context.current().fork().run(this::release);
  }

  private void release() {
    try {
      ReleaseResponse unused =
          media
              .withDeadlineAfter(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
              .release(ReleaseRequest.newBuilder().setForId(forId).build());
    } catch (StatusRuntimeException away) {
      log.warn("Pictures that nothing names stay held for a while: {}", away.getStatus());
    }
  }
}
