package dev.twite.media;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.media.MediaFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.testing.Cluster;
import dev.twite.media.store.BlobStore;
import dev.twite.media.testing.Samples;
import dev.twite.proto.media.v1.MediaItem;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;

/** The other store, on a real server that speaks S3's language and checks its signatures. */
class S3StoreIT {
  private static final String BUCKET = "pictures";
  private static final String KEY = "test-key";
  private static final String SECRET = "test-secret-of-the-store";

  @TempDir Path folder;
  private final int port = Cluster.freePort();
  private final org.gaul.s3proxy.blobstore.BlobStore disk =
      BlobStores.create("transient-nio2", new Properties());

  @Test
  void picturesAreKeptThereAndItsOutageIsToldAtOnce_R11() throws Exception {
    var unused = disk.createContainer(CreateBucketRequest.builder().bucket(BUCKET).build());
    S3Proxy server = server();
    server.start();
    try (MediaFixture on =
        new MediaFixture(
            folder,
            "MEDIA_STORE",
            "s3",
            "MEDIA_S3_ENDPOINT",
            endpoint().toString(),
            "MEDIA_S3_BUCKET",
            BUCKET,
            "MEDIA_S3_ACCESS_KEY",
            KEY,
            "MEDIA_S3_SECRET_KEY",
            SECRET)) {
      MediaItem item = on.upload(7, Samples.noise(500, 500));
      byte[] whole = on.fetch(item.getKey()).body();
      assertThat(com.google.common.hash.Hashing.sha256().hashBytes(whole) + ".png")
          .isEqualTo(item.getKey());
      assertThat(on.fetch(item.getKey(), "Range", "bytes=70000-70009").body())
          .isEqualTo(Arrays.copyOfRange(whole, 70_000, 70_010));

      server.stop();
      long start = System.nanoTime();
      assertThat(on.fetch(item.getKey()).statusCode()).isEqualTo(503);
      assertThat(refusal(() -> on.upload(7, Samples.png(20, 20))).code())
          .isEqualTo(ErrorCode.UNAVAILABLE);
      // What does not need the store does not notice.
      assertThat(on.get(item.getId())).containsExactly(item);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));

      server = server();
      server.start();
      eventually(() -> assertThat(on.fetch(item.getKey()).body()).isEqualTo(whole));
      BlobStore store = on.service.get(BlobStore.class);
      store.delete(item.getKey());
      store.delete(item.getKey());
      assertThat(store.open(item.getKey(), 0, 1)).isEmpty();
    } finally {
      server.stop();
    }
  }

  private S3Proxy server() {
    return S3Proxy.builder()
        .blobStore(disk)
        .endpoint(endpoint())
        .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
        .build();
  }

  private URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }
}
