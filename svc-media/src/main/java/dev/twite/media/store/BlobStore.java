package dev.twite.media.store;

import dev.twite.common.boot.Component;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where bytes are kept, under names made of themselves: a name never means other bytes. Whoever
 * can't reach it throws what {@code Outages} knows for an outage, soon.
 */
public interface BlobStore extends Component {
  /** Keeps a file's bytes; when this returns they survive a crash. Idempotent. */
  void put(String key, Path file) throws IOException;

  /**
   * The bytes from {@code offset} on, at most {@code length}; empty when there is no such name. The
   * caller closes them.
   *
   * @param length more than 0
   */
  Optional<InputStream> open(String key, long offset, long length) throws IOException;

  /** Forgets bytes; nothing when there are none. */
  void delete(String key) throws IOException;
}
