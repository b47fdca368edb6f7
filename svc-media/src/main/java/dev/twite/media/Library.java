package dev.twite.media;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.primitives.Longs;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Picture;
import dev.twite.media.store.BlobDao;
import dev.twite.media.store.BlobStore;
import dev.twite.media.store.ItemDao;
import dev.twite.media.store.ItemRow;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Hands pictures out. */
public final class Library {
  private static final int MAX_BATCH = 500;

  /** What is removed is gone within five seconds (S4). */
  private static final Duration KEPT = Duration.ofSeconds(2);

  private static final int MAX_KEPT = 100_000;

  private final Database database;
  private final BlobStore store;
  private final Cache<String, Long> sizes =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  /**
   * Bytes to be read and closed.
   *
   * @param size of the whole
   * @param bytes the part asked for; empty when it lies past the end
   */
  public record Opened(String contentType, long size, InputStream bytes) {}

  @Inject
  Library(Database database, BlobStore store) {
    this.database = database;
    this.store = store;
  }

  /**
   * In the order of {@code ids}; those there are.
   *
   * @throws TwiteException INVALID_REQUEST for more than 500
   */
  public List<ItemRow> byIds(List<Long> ids) {
    new Checks()
        .require(
            ids.size() <= MAX_BATCH, "ids", "too_many", "At most 500 pictures are told at once")
        .finish();
    return ids.isEmpty()
        ? List.of()
        : database.read(handle -> handle.attach(ItemDao.class).byIds(Longs.toArray(ids)));
  }

  /**
   * The bytes behind a link.
   *
   * @param length 0 = to the end
   * @throws TwiteException MEDIA_NOT_FOUND, UNAVAILABLE when the store is away
   */
  public Opened open(String key, long offset, long length) {
    if (!Picture.isKey(key) || offset < 0 || length < 0) {
      throw notFound();
    }
    long size = sizeOf(key);
    long rest = Math.max(0, size - offset);
    long asked = length == 0 ? rest : Math.min(length, rest);
    if (asked == 0) {
      return new Opened(Picture.contentType(key), size, InputStream.nullInputStream());
    }
    try {
      InputStream bytes = store.open(key, offset, asked).orElseThrow(Library::notFound);
      return new Opened(Picture.contentType(key), size, bytes);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private long sizeOf(String key) {
    Long known = sizes.getIfPresent(key);
    if (known != null) {
      return known;
    }
    Optional<Long> found = database.read(handle -> handle.attach(BlobDao.class).sizeOfShown(key));
    long size = found.orElseThrow(Library::notFound);
    sizes.put(key, size);
    return size;
  }

  private static TwiteException notFound() {
    return TwiteException.of(ErrorCode.MEDIA_NOT_FOUND);
  }
}
