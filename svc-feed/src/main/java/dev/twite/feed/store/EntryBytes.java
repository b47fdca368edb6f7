package dev.twite.feed.store;

import com.google.common.primitives.Longs;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Entries as Redis keeps them: tweet id and author id, 8 bytes each, big-endian. */
final class EntryBytes {
  static final int SIZE = 16;
  static final byte[] NONE = {};

  private EntryBytes() {}

  static byte[] of(TimelineEntry entry) {
    return of(List.of(entry));
  }

  static byte[] of(List<TimelineEntry> entries) {
    ByteBuffer buffer = ByteBuffer.allocate(entries.size() * SIZE);
    for (TimelineEntry entry : entries) {
      buffer.putLong(entry.tweetId()).putLong(entry.authorId());
    }
    return buffer.array();
  }

  /** Reads what follows {@code offset}. */
  static List<TimelineEntry> read(byte[] bytes, int offset) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, bytes.length - offset);
    List<TimelineEntry> entries = new ArrayList<>(buffer.remaining() / SIZE);
    while (buffer.hasRemaining()) {
      entries.add(new TimelineEntry(buffer.getLong(), buffer.getLong()));
    }
    return entries;
  }

  static byte[] id(long id) {
    return Longs.toByteArray(id);
  }

  static byte[] number(long value) {
    return text(Long.toString(value));
  }

  static byte[] text(String value) {
    return value.getBytes(StandardCharsets.US_ASCII);
  }
}
