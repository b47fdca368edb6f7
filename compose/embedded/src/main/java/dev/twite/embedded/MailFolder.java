package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Messages as files, the last ones only. A file appears whole or not at all. */
final class MailFolder {
  private static final Pattern NAME = Pattern.compile("[0-9TZ-]{1,40}\\.eml");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path folder;
  private final int kept;
  private long number;

  MailFolder(Path folder, int kept) {
    this.folder = folder;
    this.kept = kept;
  }

  /** Keeps a message and drops the oldest where there are too many. */
  synchronized void add(byte[] message) {
    try {
      String name = TIME.format(Instant.now()) + "-%06d.eml".formatted(++number);
      Path part = folder.resolve(name + ".part");
      // One-time tokens are in there.
      Files.createFile(
          part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(part, message);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      List<String> names = names();
      for (String old : names.subList(Math.min(kept, names.size()), names.size())) {
        Files.deleteIfExists(folder.resolve(old));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The latest first. */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> NAME.matcher(name).matches())
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** A message by the name of its file, and of no other file. */
  Optional<byte[]> read(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
  }
}
