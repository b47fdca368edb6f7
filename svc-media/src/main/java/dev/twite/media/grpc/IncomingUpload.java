package dev.twite.media.grpc;

import dev.twite.common.grpc.GrpcErrors;
import dev.twite.media.Upload;
import dev.twite.media.UploadBytes;
import dev.twite.media.Uploads;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.UploadRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/**
 * One call of Upload. The next piece is asked for when the last one is on the disk, so no more than
 * gRPC's window is ever in memory. gRPC calls one method at a time.
 */
final class IncomingUpload implements StreamObserver<UploadRequest> {
  private final Uploads uploads;
  private final UploadBytes.Meter bytes;
  private final long owner;
  private final ServerCallStreamObserver<MediaItem> answer;
  private Upload upload;
  private boolean over;

  IncomingUpload(
      Uploads uploads,
      UploadBytes.Meter bytes,
      long owner,
      ServerCallStreamObserver<MediaItem> answer) {
    this.uploads = uploads;
    this.bytes = bytes;
    this.owner = owner;
    this.answer = answer;
    answer.setOnCancelHandler(this::end);
    this.upload = uploads.begin(owner);
  }

  @Override
  public void onNext(UploadRequest request) {
    guarded(
        () -> {
          switch (request.getPartCase()) {
            case HEAD -> upload.describe(request.getHead().getAlt());
            case DATA -> {
              upload.add(request.getData().toByteArray());
              bytes.add(request.getData().size());
            }
            case PART_NOT_SET -> {}
          }
        });
  }

  @Override
  public void onCompleted() {
    guarded(
        () -> {
          bytes.finish();
          MediaItem item = Messages.of(uploads.finish(owner, upload));
          end();
          answer.onNext(item);
          answer.onCompleted();
        });
  }

  @Override
  public void onError(Throwable cancelled) {
    end();
  }

  private void guarded(Runnable step) {
    if (over) {
      // What was sent before the refusal was heard.
      return;
    }
    try {
      step.run();
    } catch (RuntimeException refused) {
      boolean told = over;
      end();
      if (!told && !answer.isCancelled()) {
        answer.onError(GrpcErrors.toStatus(refused));
      }
    }
  }

  private void end() {
    over = true;
    upload.close();
  }
}
