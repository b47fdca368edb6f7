package dev.twite.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The output of one server: appended to over restarts, kept small, and quoted when the server
 * fails.
 */
record LogFile(Path path) {
  /** How much of it goes into a message. */
  static final int QUOTED_LINES = 15;

  private static final long ROTATE_BYTES = 8L << 20;
  private static final int TAIL_BYTES = 16 << 10;

  /** Before a start: puts a grown log aside, replacing the one put aside before. */
  void rotate() throws IOException {
    Files.createDirectories(path.getParent());
    if (Files.exists(path) && Files.size(path) > ROTATE_BYTES) {
      Files.move(
          path,
          path.resolveSibling(path.getFileName() + ".1"),
          StandardCopyOption.REPLACE_EXISTING);
    }
  }

  List<String> lastLines(int count) {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      long from = Math.max(0, file.length() - TAIL_BYTES);
      byte[] tail = new byte[(int) (file.length() - from)];
      file.seek(from);
      file.readFully(tail);
      List<String> lines = new String(tail, UTF_8).lines().toList();
      return lines.subList(Math.max(0, lines.size() - count), lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
