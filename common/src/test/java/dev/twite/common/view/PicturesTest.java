package dev.twite.common.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.metrics.Metrics;
import dev.twite.proto.media.v1.GetMediaRequest;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.media.v1.MediaItem;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean away;
  private Server server;
  private ManagedChannel channel;
  private Pictures pictures;

  @BeforeEach
  void start() throws Exception {
    String name = InProcessServerBuilder.generateName();
    server = InProcessServerBuilder.forName(name).addService(new Fake()).build().start();
    channel = InProcessChannelBuilder.forName(name).build();
    pictures =
        new Pictures(
            MediaGrpc.newBlockingStub(channel),
            new MediaLinks("https://cdn.example"),
            new Metrics("test"));
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    server.shutdownNow();
  }

  @Test
  void aPageWithoutPicturesCostsNoCall() {
    assertThat(pictures.of(List.of(0L, 0L)).views(List.of())).isEmpty();
    assertThat(pictures.of(List.of()).url(0)).isNull();
    assertThat(calls).hasValue(0);
  }

  @Test
  void aPageIsOneCallAndLinksBeginAsTheyAreToldTo() {
    Album album = pictures.of(List.of(3L, 1L, 404L, 1L));
    assertThat(album.views(List.of(3L, 404L, 1L)))
        .extracting(MediaView::url)
        .containsExactly("https://cdn.example/media/k3.png", "https://cdn.example/media/k1.png");
    assertThat(album.previewUrl(1)).isEqualTo("https://cdn.example/media/p1.png");
    assertThat(album.url(404)).isNull();
    assertThat(calls).hasValue(1);
  }

  @Test
  void nobodyWaitsForWhoIsAway() {
    away = true;
    assertThat(pictures.of(List.of(1L)).url(1)).isNull();
    assertThat(pictures.of(List.of(2L)).url(2)).isNull();
    assertThat(calls).hasValue(1);
  }

  private final class Fake extends MediaGrpc.MediaImplBase {
    @Override
    public void getMedia(GetMediaRequest request, StreamObserver<GetMediaResponse> observer) {
      calls.incrementAndGet();
      if (away) {
        observer.onError(Status.UNAVAILABLE.asRuntimeException());
        return;
      }
      GetMediaResponse.Builder found = GetMediaResponse.newBuilder();
      for (long id : request.getIdsList()) {
        if (id != 404) {
          found.addItems(
              MediaItem.newBuilder()
                  .setId(id)
                  .setKey("k" + id + ".png")
                  .setPreviewKey("p" + id + ".png"));
        }
      }
      observer.onNext(found.build());
      observer.onCompleted();
    }
  }
}
