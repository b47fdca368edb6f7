package dev.twite.media;

import dev.twite.common.db.Database;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.media.image.MadePicture;
import dev.twite.media.image.PictureMaker;
import dev.twite.media.store.ItemDao;
import dev.twite.media.store.ItemRow;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/** Takes pictures in. */
public final class Uploads {
  private final Spool spool;
  private final PictureMaker maker;
  private final Blobs blobs;
  private final Database database;
  private final IdSource ids;
  private final Clock clock;
  private final long unusedForMs;

  @Inject
  Uploads(
      Spool spool,
      PictureMaker maker,
      Blobs blobs,
      Database database,
      IdSource ids,
      Clock clock,
      MediaConfig config) {
    this.spool = spool;
    this.maker = maker;
    this.blobs = blobs;
    this.database = database;
    this.ids = ids;
    this.clock = clock;
    this.unusedForMs = config.unusedFor().toMillis();
  }

  /**
   * Begins one of {@code owner}; whoever does closes it.
   *
   * @throws TwiteException OVERLOADED, RATE_LIMITED when he has too many on their way
   */
  public Upload begin(long owner) {
    return new Upload(spool.take(owner));
  }

  /**
   * Makes of it a picture of {@code owner} that nothing uses yet.
   *
   * @throws TwiteException UNSUPPORTED_MEDIA_TYPE, BODY_TOO_LARGE, INVALID_REQUEST, OVERLOADED,
   *     UNAVAILABLE when the store is away
   */
  public ItemRow finish(long owner, Upload upload) {
    if (upload.isEmpty()) {
      throw TwiteException.invalid("file", "required", "Missing; send the picture's bytes");
    }
    try {
      MadePicture made = maker.make(upload.finish(), upload.file(), upload.folder());
      String key = blobs.keep(made.file(), made.extension());
      String preview =
          made.preview().equals(made.file())
              ? key
              : blobs.keep(made.preview(), made.previewExtension());
      long now = clock.millis();
      ItemRow row =
          new ItemRow(
              ids.next(),
              owner,
              made.moves() ? "gif" : "image",
              key,
              preview,
              made.width(),
              made.height(),
              upload.alt(),
              made.blurhash(),
              now,
              now + unusedForMs);
      database.run(handle -> handle.attach(ItemDao.class).insert(row));
      return row;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
