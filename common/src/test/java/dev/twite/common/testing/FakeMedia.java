package dev.twite.common.testing;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.ReleaseRequest;
import dev.twite.proto.media.v1.ReleaseResponse;
import dev.twite.proto.media.v1.ReserveRequest;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands in for svc-media where others are about to name pictures. */
public final class FakeMedia extends MediaGrpc.MediaImplBase {
  public final AtomicInteger calls = new AtomicInteger();

  /** What is held, by what it is held for. */
  public final Map<Long, List<Long>> held = new ConcurrentHashMap<>();

  private final Map<Long, MediaItem> items = new ConcurrentHashMap<>();

  /** A picture of somebody; image or gif. */
  public void add(long owner, long id, String kind) {
    items.put(id, MediaItem.newBuilder().setId(id).setOwnerId(owner).setKind(kind).build());
  }

  @Override
  public void reserve(ReserveRequest request, StreamObserver<GetMediaResponse> observer) {
    calls.incrementAndGet();
    Calls.reply(
        observer,
        () -> {
          GetMediaResponse.Builder found = GetMediaResponse.newBuilder();
          for (long id : request.getIdsList()) {
            MediaItem item = items.get(id);
            if (item == null || item.getOwnerId() != CallContext.requireUser().id()) {
              throw TwiteException.of(ErrorCode.MEDIA_NOT_FOUND);
            }
            found.addItems(item);
          }
          boolean moves = found.getItemsList().stream().anyMatch(it -> it.getKind().equals("gif"));
          if (moves && found.getItemsCount() > 1) {
            throw TwiteException.invalid("ids", "invalid_value", "An animated GIF goes alone");
          }
          held.computeIfAbsent(request.getForId(), id -> new CopyOnWriteArrayList<>())
              .addAll(request.getIdsList());
          return found.build();
        });
  }

  @Override
  public void release(ReleaseRequest request, StreamObserver<ReleaseResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          held.remove(request.getForId());
          return ReleaseResponse.getDefaultInstance();
        });
  }
}
