package dev.twite.media;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.metrics.Metrics;
import dev.twite.media.image.DecodeGate;
import dev.twite.media.image.PictureMaker;
import dev.twite.media.store.BlobStore;
import dev.twite.media.store.FileBlobStore;
import dev.twite.media.store.S3BlobStore;
import java.time.Clock;

/** What svc-media is made of. */
final class MediaModule extends AbstractModule {
  private final MediaConfig config;

  MediaModule(MediaConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(MediaConfig.class).toInstance(config);
    bind(PictureMaker.class).in(Singleton.class);
    bind(Blobs.class).in(Singleton.class);
    bind(Spool.class).in(Singleton.class);
    bind(UploadBytes.class).in(Singleton.class);
    bind(Uploads.class).in(Singleton.class);
    bind(Library.class).in(Singleton.class);
    bind(Reservations.class).in(Singleton.class);
    bind(Attachments.class).in(Singleton.class);
    bind(Sweeper.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  BlobStore store(Clock clock) {
    return switch (config.store()) {
      case FILE -> new FileBlobStore(config.folder(), clock);
      case S3 -> new S3BlobStore(config.s3());
    };
  }

  @Provides
  @Singleton
  DecodeGate gate(Metrics metrics) {
    return new DecodeGate(config.decoders(), config.decodeMemory(), config.decodeWait(), metrics);
  }
}
