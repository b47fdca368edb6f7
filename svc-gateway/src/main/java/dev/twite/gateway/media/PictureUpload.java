package dev.twite.gateway.media;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.UploadHead;
import dev.twite.proto.media.v1.UploadRequest;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One call of Upload: each piece waits until gRPC has room for it, so the sender goes as fast as
 * svc-media writes. For one thread.
 */
public final class PictureUpload implements AutoCloseable {
  private final MediaBlockingStub media;
  private final Duration patience;
  private BlockingClientCall<UploadRequest, MediaItem> call;
  private boolean hasFile;
  private boolean finished;

  /**
   * @param patience for all of it
   */
  public PictureUpload(MediaBlockingStub media, Duration patience) {
    this.media = media;
    this.patience = patience;
  }

  /** The text for those who can't see it; before or after its bytes. */
  public void describe(String alt) {
    send(UploadRequest.newBuilder().setHead(UploadHead.newBuilder().setAlt(alt)));
  }

  /** The next bytes, at most 64 KiB; not to be changed afterwards. */
  public void add(byte[] piece) {
    if (piece.length > 0) {
      hasFile = true;
      ByteString bytes = UnsafeByteOperations.unsafeWrap(piece);
      send(UploadRequest.newBuilder().setData(bytes));
    }
  }

  /**
   * What it has become.
   *
   * @throws TwiteException INVALID_REQUEST when no byte of a file came
   * @throws RuntimeException as svc-media refuses it
   */
  public MediaItem finish() {
    if (!hasFile) {
      throw TwiteException.invalid("file", "required", "Missing; send the picture's bytes");
    }
    BlockingClientCall<UploadRequest, MediaItem> open = open();
    open.halfClose();
    finished = true;
    return answer(open);
  }

  @Override
  public void close() {
    if (call != null && !finished) {
      call.cancel("The form broke off", null);
    }
  }

  private void send(UploadRequest.Builder request) {
    BlockingClientCall<UploadRequest, MediaItem> open = open();
    try {
      if (!open.write(request.build())) {
        finished = true;
        MediaItem unused = answer(open);
        throw TwiteException.of(ErrorCode.INTERNAL, "svc-media answered before the end");
      }
    } catch (StatusException refused) {
      finished = true;
      throw thrown(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }

  private MediaItem answer(BlockingClientCall<UploadRequest, MediaItem> open) {
    try {
      MediaItem item = open.read();
      if (item == null) {
        throw TwiteException.of(ErrorCode.UNAVAILABLE);
      }
      return item;
    } catch (StatusException refused) {
      throw thrown(refused);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }

  private static RuntimeException thrown(StatusException refused) {
    Status status = refused.getStatus();
    return status.asRuntimeException(refused.getTrailers());
  }

  private BlockingClientCall<UploadRequest, MediaItem> open() {
    if (call == null) {
      call =
          MediaGrpc.newBlockingV2Stub(media.getChannel())
              .withDeadlineAfter(patience.toSeconds(), TimeUnit.SECONDS)
              .upload();
    }
    return call;
  }
}
