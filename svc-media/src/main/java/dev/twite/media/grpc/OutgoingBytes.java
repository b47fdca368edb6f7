package dev.twite.media.grpc;

import com.google.protobuf.UnsafeByteOperations;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.media.Library;
import dev.twite.proto.media.v1.OpenHead;
import dev.twite.proto.media.v1.OpenResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.io.InputStream;

/**
 * One answer of Open: a piece is read when the last one has gone, so a slow reader costs one piece
 * of memory. gRPC calls it, one call at a time, whenever there is room.
 */
final class OutgoingBytes implements Runnable {
  private static final int PIECE = 64 << 10;

  private final InputStream bytes;
  private final ServerCallStreamObserver<OpenResponse> observer;
  private boolean over;

  private OutgoingBytes(InputStream bytes, ServerCallStreamObserver<OpenResponse> observer) {
    this.bytes = bytes;
    this.observer = observer;
  }

  static void send(Library.Opened opened, ServerCallStreamObserver<OpenResponse> observer) {
    OutgoingBytes outgoing = new OutgoingBytes(opened.bytes(), observer);
    observer.setOnCancelHandler(outgoing::end);
    observer.setOnReadyHandler(outgoing);
    observer.onNext(
        OpenResponse.newBuilder()
            .setHead(
                OpenHead.newBuilder().setContentType(opened.contentType()).setSize(opened.size()))
            .build());
  }

  @Override
  public void run() {
    try {
      while (!over && observer.isReady()) {
        byte[] piece = bytes.readNBytes(PIECE);
        if (piece.length > 0) {
          observer.onNext(
              OpenResponse.newBuilder().setData(UnsafeByteOperations.unsafeWrap(piece)).build());
        }
        if (piece.length < PIECE) {
          end();
          observer.onCompleted();
        }
      }
    } catch (IOException | RuntimeException failed) {
      boolean told = over;
      end();
      if (!told && !observer.isCancelled()) {
        observer.onError(GrpcErrors.toStatus(failed));
      }
    }
  }

  private void end() {
    over = true;
    try {
      bytes.close();
    } catch (IOException unread) {
      // Nobody reads it any more.
    }
  }
}
