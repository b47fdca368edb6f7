package dev.twite.media;

import static dev.twite.common.testing.Cluster.as;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.twite.common.boot.RunningService;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.EventProducer;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.media.v1.GetMediaRequest;
import dev.twite.proto.media.v1.MediaGrpc;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.MediaItem;
import dev.twite.proto.media.v1.ReleaseRequest;
import dev.twite.proto.media.v1.ReserveRequest;
import dev.twite.proto.media.v1.UploadHead;
import dev.twite.proto.media.v1.UploadRequest;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** svc-media on real PostgreSQL and Kafka. */
final class MediaFixture implements AutoCloseable {
  private static final AtomicLong EVENTS = new AtomicLong(1);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final MutableClock clock = new MutableClock(Instant.now());
  final Path folder;
  final RunningService service;
  final MediaBlockingStub media;
  private final int httpPort = Cluster.freePort();
  private final Cluster cluster;

  /**
   * @param folder for pictures and uploads
   * @param settings keys without {@code TWITE_} and their values, in turn
   */
  MediaFixture(Path folder, String... settings) throws Exception {
    this.folder = folder;
    TestEnv env = new TestEnv().postgres("media").kafka();
    env.set("MEDIA_HTTP_PORT", Integer.toString(httpPort));
    env.set("MEDIA_DIR", folder.resolve("store").toString());
    env.set("MEDIA_SPOOL", folder.resolve("spool").toString());
    // Patience of a busy machine.
    env.set("MEDIA_DECODE_WAIT", "60s");
    for (int i = 0; i < settings.length; i += 2) {
      env.set(settings[i], settings[i + 1]);
    }
    cluster = new Cluster(env, clock);
    service = cluster.start(new MediaSpec());
    media =
        MediaGrpc.newBlockingStub(
            cluster.channel("gateway", "media", MediaGrpc.getServiceDescriptor()));
  }

  MediaItem upload(long owner, byte[] bytes) {
    return upload(owner, bytes, "");
  }

  /** In pieces, as the gateway does it. */
  MediaItem upload(long owner, byte[] bytes, String alt) {
    return as(
        owner,
        () -> {
          BlockingClientCall<UploadRequest, MediaItem> call =
              MediaGrpc.newBlockingV2Stub(media.getChannel())
                  .withDeadlineAfter(60, TimeUnit.SECONDS)
                  .upload();
          try {
            boolean open =
                call.write(
                    UploadRequest.newBuilder()
                        .setHead(UploadHead.newBuilder().setAlt(alt))
                        .build());
            for (int at = 0; at < bytes.length && open; at += 64 << 10) {
              int length = Math.min(64 << 10, bytes.length - at);
              open =
                  call.write(
                      UploadRequest.newBuilder()
                          .setData(ByteString.copyFrom(bytes, at, length))
                          .build());
            }
            call.halfClose();
            return call.read();
          } catch (StatusException refused) {
            throw refused.getStatus().asRuntimeException(refused.getTrailers());
          }
        });
  }

  List<MediaItem> get(Long... ids) {
    return media
        .getMedia(GetMediaRequest.newBuilder().addAllIds(Arrays.asList(ids)).build())
        .getItemsList();
  }

  void reserve(long owner, long forId, Long... ids) {
    var unused =
        as(
            owner,
            () ->
                media.reserve(
                    ReserveRequest.newBuilder()
                        .setForId(forId)
                        .addAllIds(Arrays.asList(ids))
                        .build()));
  }

  void release(long owner, long forId) {
    var unused =
        as(owner, () -> media.release(ReleaseRequest.newBuilder().setForId(forId).build()));
  }

  void publish(Topic topic, long key, Message... payloads) throws Exception {
    for (Message payload : payloads) {
      publish(EVENTS.incrementAndGet(), topic, key, payload);
    }
  }

  void publish(long eventId, Topic topic, long key, Message payload) throws Exception {
    boolean[] taken =
        service
            .get(EventProducer.class)
            .send(
                List.of(
                    EventCodec.encode(
                        topic.in(service.get(KafkaConfig.class)),
                        key,
                        new Event(eventId, Instant.now(), payload, "", ""))));
    Assertions.assertThat(taken).containsExactly(true);
  }

  /** Of the REST port. */
  HttpResponse<byte[]> fetch(String key, String... headers) throws Exception {
    return send("GET", key, headers);
  }

  HttpResponse<byte[]> head(String key, String... headers) throws Exception {
    return send("HEAD", key, headers);
  }

  private HttpResponse<byte[]> send(String method, String key, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/media/" + key))
            .method(method, HttpRequest.BodyPublishers.noBody());
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  static TwiteException refusal(ThrowingCallable call) {
    return GrpcErrors.toError(catchThrowable(call));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
