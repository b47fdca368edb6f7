package dev.twite.media.store;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A bucket of S3, or of a server that speaks its language (MinIO, Ceph, Garage). When it does not
 * answer, nobody asks it for a second: what needs it is refused at once.
 */
public final class S3BlobStore implements BlobStore {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration AWAY = Duration.ofSeconds(1);

  private final S3Config config;
  private final AtomicLong awayUntil = new AtomicLong(System.nanoTime());
  private S3Client client;

  public S3BlobStore(S3Config config) {
    this.config = config;
  }

  @Override
  public void start() {
    client =
        S3Client.builder()
            .endpointOverride(URI.create(config.endpoint()))
            .region(Region.of(config.region()))
            .forcePathStyle(config.pathStyle())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(config.accessKey(), config.secretKey().reveal())))
            .httpClient(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(SILENCE)
                    .build())
            .overrideConfiguration(
                settings ->
                    settings
                        .apiCallTimeout(CALL)
                        // Whoever asked us may ask again; one layer repeats, not two (R12).
                        .retryStrategy(DefaultRetryStrategy.doNotRetry()))
            .build();
  }

  @Override
  public void stop() {
    if (client != null) {
      client.close();
    }
  }

  @Override
  public void put(String key, Path file) {
    call(
        s3 ->
            s3.putObject(put -> put.bucket(config.bucket()).key(key), RequestBody.fromFile(file)));
  }

  @Override
  public Optional<InputStream> open(String key, long offset, long length) {
    String range = "bytes=" + offset + "-" + (offset + length - 1);
    return call(
        s3 -> {
          try {
            return Optional.of(
                s3.getObject(get -> get.bucket(config.bucket()).key(key).range(range)));
          } catch (NoSuchKeyException none) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void delete(String key) {
    call(s3 -> s3.deleteObject(delete -> delete.bucket(config.bucket()).key(key)));
  }

  private <R> R call(Function<S3Client, R> call) {
    if (System.nanoTime() - awayUntil.get() < 0) {
      throw TwiteException.retryLater(ErrorCode.UNAVAILABLE, AWAY);
    }
    try {
      return call.apply(client);
    } catch (SdkException failed) {
      boolean refused = failed instanceof S3Exception answer && answer.statusCode() < 500;
      if (!refused) {
        awayUntil.set(System.nanoTime() + AWAY.toNanos());
      }
      // Also what it refuses is nothing that the client did: keys, bucket and rights are ours.
      throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), failed);
    }
  }
}
