package dev.twite.media.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.media.Library;
import dev.twite.media.Reservations;
import dev.twite.media.UploadBytes;
import dev.twite.media.Uploads;
import dev.twite.proto.media.v1.GetMediaRequest;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.OpenRequest;
import dev.twite.proto.media.v1.OpenResponse;
import dev.twite.proto.media.v1.ReleaseRequest;
import dev.twite.proto.media.v1.ReleaseResponse;
import dev.twite.proto.media.v1.ReserveRequest;
import dev.twite.proto.media.v1.UploadRequest;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The door: who asks, what for, and the answer as a message. */
public final class MediaGrpcService extends MediaGrpc.MediaImplBase {
  private final Uploads uploads;
  private final UploadBytes bytes;
  private final Library library;
  private final Reservations reservations;

  @Inject
  MediaGrpcService(Uploads uploads, UploadBytes bytes, Library library, Reservations reservations) {
    this.uploads = uploads;
    this.bytes = bytes;
    this.library = library;
    this.reservations = reservations;
  }

  @Override
  public StreamObserver<UploadRequest> upload(StreamObserver<MediaItem> observer) {
    long owner = CallContext.requireUser().id();
    return new IncomingUpload(
        uploads, bytes.of(owner), owner, (ServerCallStreamObserver<MediaItem>) observer);
  }

  @Override
  public void getMedia(GetMediaRequest request, StreamObserver<GetMediaResponse> observer) {
    Calls.reply(observer, () -> Messages.of(library.byIds(request.getIdsList())));
  }

  @Override
  public void reserve(ReserveRequest request, StreamObserver<GetMediaResponse> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(
                reservations.reserve(
                    CallContext.requireUser().id(), request.getForId(), request.getIdsList())));
  }

  @Override
  public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          reservations.release(CallContext.requireUser().id(), request.getForId());
          return ReleaseResponse.getDefaultInstance();
        });
  }

  @Override
  public void open(OpenRequest request, StreamObserver<OpenResponse> observer) {
    OutgoingBytes.send(
        library.open(request.getKey(), request.getOffset(), request.getLength()),
        (ServerCallStreamObserver<OpenResponse>) observer);
  }
}
