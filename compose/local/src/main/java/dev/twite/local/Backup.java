package dev.twite.local;

import dev.twite.common.config.SecretsFile;
import dev.twite.common.ops.Version;
import dev.twite.embedded.DataDir;
import dev.twite.embedded.Leftovers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A copy of a data folder that nobody uses meanwhile: what all servers hold is of one moment. The
 * secrets go into a file of their own, to be kept elsewhere.
 */
final class Backup {
  static final String ARCHIVE = ".tar.gz";
  static final String SECRETS = ".secrets.env";

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Of the run, or kept apart. */
  private static final Set<String> LEFT_OUT = Set.of("run", "log", "twite.lock", SecretsFile.NAME);

  private Backup() {}

  /**
   * The archive; its secrets are beside it. They are there first: an archive under its own name is
   * one that can be restored, also when this is killed in between.
   *
   * @param folder where both go; made where it is missing
   */
  static Path write(Path dataDir, Path folder, Clock clock)
      throws IOException, InterruptedException {
    Path secrets = dataDir.resolve(SecretsFile.NAME);
    if (!Files.isRegularFile(secrets)) {
      throw new LaunchException(
          "There is nothing to save in " + dataDir + ": `make run` has not made data there.");
    }
    if (isInside(folder, dataDir)) {
      throw new LaunchException(
          "TO=%s is inside of the data folder %s: the next backup would save it too. Name another."
              .formatted(folder, dataDir));
    }
    try (DataDir lock = DataDir.lock(dataDir)) {
      Leftovers.endIn(lock.path());
      Files.createDirectories(folder);
      String name = "twite-" + STAMP.format(clock.instant());
      Path archive = folder.resolve(name + ARCHIVE);
      if (Files.exists(archive)) {
        throw new LaunchException(archive + " is there already.");
      }
      Path kept = folder.resolve(name + SECRETS);
      // What a killed run left of the same second.
      Files.deleteIfExists(kept);
      createForOwner(kept);
      boolean whole = false;
      try {
        Files.write(kept, Files.readAllBytes(secrets));
        pack(lock.path(), archive, secrets);
        whole = true;
        return archive;
      } finally {
        if (!whole) {
          Files.deleteIfExists(kept);
        }
      }
    }
  }

  /** Also by a link, and where it is yet to be made. */
  private static boolean isInside(Path folder, Path dataDir) throws IOException {
    Path there = folder.toAbsolutePath().normalize();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return there.toRealPath().startsWith(dataDir.toRealPath());
  }

  private static void pack(Path dataDir, Path archive, Path secrets)
      throws IOException, InterruptedException {
    List<String> parts = parts(dataDir);
    Path unfinished = archive.resolveSibling(archive.getFileName() + ".unfinished");
    Path work = Files.createTempDirectory(archive.getParent(), "manifest");
    try {
      Files.deleteIfExists(unfinished);
      createForOwner(unfinished);
      Manifest manifest = Manifest.of(Version.current(), secrets, dataDir, parts);
      Files.writeString(work.resolve(Manifest.NAME), manifest.text());
      Tar.pack(unfinished, work, Manifest.NAME, dataDir, parts);
      readBack(unfinished);
      Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
      Files.deleteIfExists(work.resolve(Manifest.NAME));
      Files.delete(work);
    }
  }

  /** Password hashes and addresses are in one file, keys in the other. */
  private static void createForOwner(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static List<String> parts(Path dataDir) throws IOException {
    try (Stream<Path> all = Files.list(dataDir)) {
      return all.map(path -> path.getFileName().toString())
          .filter(name -> !LEFT_OUT.contains(name) && !name.endsWith(".unfinished"))
          .sorted()
          .toList();
    }
  }

  /** Its checksum stands at its end. */
  private static void readBack(Path archive) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
