package dev.twite.gateway.fake;

import com.google.common.hash.Hashing;
import com.google.protobuf.ByteString;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.media.v1.GetMediaRequest;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.OpenHead;
import dev.twite.proto.media.v1.OpenRequest;
import dev.twite.proto.media.v1.OpenResponse;
import dev.twite.proto.media.v1.UploadRequest;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Pictures in memory, as they came in; files that begin with {@code no} are refused. */
public final class FakeMedia extends MediaGrpc.MediaImplBase {
  private static final int PIECE = 1_000;

  private final Probe probe;
  private final AtomicLong ids = new AtomicLong(70_000);
  private final Map<Long, MediaItem> items = new ConcurrentHashMap<>();
  private final Map<String, byte[]> bytes = new ConcurrentHashMap<>();

  FakeMedia(Probe probe) {
    this.probe = probe;
  }

  @Override
  public StreamObserver<UploadRequest> upload(StreamObserver<MediaItem> observer) {
    long owner = CallContext.requireUser().id();
    return new StreamObserver<>() {
      private final ByteArrayOutputStream content = new ByteArrayOutputStream();
      private String alt = "";
      private boolean over;

      @Override
      public void onNext(UploadRequest request) {
        if (request.hasHead()) {
          alt = request.getHead().getAlt();
        } else {
          content.writeBytes(request.getData().toByteArray());
        }
        if (!over && content.size() > 1 && content.toByteArray()[0] == 'n') {
          over = true;
          observer.onError(
              GrpcErrors.toStatus(TwiteException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE)));
        }
      }

      @Override
      public void onError(Throwable gone) {
        over = true;
      }

      @Override
      public void onCompleted() {
        if (!over) {
          probe.reply(observer, "Upload", () -> add(owner, content.toByteArray(), alt));
        }
      }
    };
  }

  @Override
  public void getMedia(GetMediaRequest in, StreamObserver<GetMediaResponse> out) {
    probe.reply(
        out,
        "GetMedia",
        () ->
            GetMediaResponse.newBuilder()
                .addAllItems(
                    in.getIdsList().stream().map(items::get).filter(Objects::nonNull).toList())
                .build());
  }

  @Override
  public void open(OpenRequest in, StreamObserver<OpenResponse> out) {
    byte[] all = bytes.get(in.getKey());
    if (all == null) {
      throw TwiteException.of(ErrorCode.MEDIA_NOT_FOUND);
    }
    out.onNext(
        OpenResponse.newBuilder().setHead(OpenHead.newBuilder().setSize(all.length)).build());
    int from = (int) Math.min(all.length, in.getOffset());
    int to = (int) (in.getLength() == 0 ? all.length : Math.min(all.length, from + in.getLength()));
    for (int at = from; at < to; at += PIECE) {
      ByteString piece = ByteString.copyFrom(all, at, Math.min(PIECE, to - at));
      out.onNext(OpenResponse.newBuilder().setData(piece).build());
    }
    out.onCompleted();
  }

  /** A picture that there is, of which nobody asks for the bytes. */
  public void add(long id) {
    items.put(
        id,
        MediaItem.newBuilder()
            .setId(id)
            .setKind("image")
            .setKey("large" + id + ".png")
            .setPreviewKey("small" + id + ".png")
            .build());
  }

  private MediaItem add(long owner, byte[] content, String alt) {
    String key = Hashing.sha256().hashBytes(content) + ".png";
    bytes.put(key, content);
    MediaItem item =
        MediaItem.newBuilder()
            .setId(ids.incrementAndGet())
            .setOwnerId(owner)
            .setKind("image")
            .setKey(key)
            .setPreviewKey(key)
            .setWidth(10)
            .setHeight(10)
            .setAlt(alt)
            .setBlurhash("LEHV6nWB2yk8pyo0adR*.7kCMdnj")
            .build();
    items.put(item.getId(), item);
    return item;
  }
}
