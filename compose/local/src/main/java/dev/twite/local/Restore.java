package dev.twite.local;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.twite.common.config.SecretsFile;
import dev.twite.embedded.DataDir;
import dev.twite.embedded.Leftovers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Puts a backup in the place of a data folder. It is unpacked and held against its manifest beside
 * that folder first: until all of it is good, nothing changes.
 */
final class Restore {
  private static final String LOCK = "twite.lock";

  private Restore() {}

  /**
   * @param version that wrote the backup
   * @param aside where the data went that were there before; empty: there were none
   * @param left an emptied folder that could not be deleted after all was in place
   */
  record Done(String version, Optional<Path> aside, Optional<Path> left) {}

  /**
   * @param archive as {@link Backup} wrote it, its secrets beside it
   * @param force whether data that are there may be put aside
   */
  static Done from(Path archive, Path dataDir, boolean force)
      throws IOException, InterruptedException {
    Path secrets = secretsOf(archive);
    boolean isNew = !Files.exists(dataDir);
    try (DataDir lock = DataDir.lock(dataDir)) {
      Path target = lock.path();
      boolean empty = isEmpty(target);
      if (!empty && !force) {
        throw new LaunchException(
            target + " has data. FORCE=1 puts them aside and restores; nothing is deleted.");
      }
      Path unpacked =
          Files.createTempDirectory(target.getParent(), target.getFileName() + ".restoring");
      boolean good = false;
      try {
        Manifest manifest = unpack(archive, secrets, unpacked);
        Leftovers.endIn(target);
        Path aside = swap(unpacked, target, isNew);
        good = true;
        return empty
            ? new Done(manifest.version(), Optional.empty(), remainderOf(aside))
            : new Done(manifest.version(), Optional.of(aside), Optional.empty());
      } finally {
        if (!good) {
          delete(unpacked);
        }
      }
    } finally {
      if (isNew && Files.exists(dataDir) && isEmpty(dataDir)) {
        delete(dataDir);
      }
    }
  }

  private static Path secretsOf(Path archive) {
    String name = archive.getFileName().toString();
    if (!name.endsWith(Backup.ARCHIVE) || !Files.isRegularFile(archive)) {
      throw new LaunchException("FROM=" + archive + " is no file such as twite-….tar.gz.");
    }
    String stem = name.substring(0, name.length() - Backup.ARCHIVE.length());
    Path secrets = archive.resolveSibling(stem + Backup.SECRETS);
    if (!Files.isRegularFile(secrets)) {
      throw new LaunchException(
          secrets + " is missing: without its secrets a backup can't be used. Put them there.");
    }
    return secrets;
  }

  private static Manifest unpack(Path archive, Path secrets, Path folder)
      throws IOException, InterruptedException {
    try {
      Tar.unpack(archive, folder);
    } catch (IOException broken) {
      throw refused(archive, "It can't be unpacked: " + broken.getMessage(), broken);
    }
    Path listed = folder.resolve(Manifest.NAME);
    if (!Files.isRegularFile(listed)) {
      throw refused(archive, "It is no backup of Twite: it has no " + Manifest.NAME + ".", null);
    }
    Manifest manifest = Manifest.read(listed);
    List<String> faults = manifest.faultsOf(folder);
    if (!faults.isEmpty()) {
      String more = faults.size() > 1 ? " (and " + (faults.size() - 1) + " more)" : "";
      throw refused(archive, "It is damaged: " + faults.get(0) + more + ".", null);
    }
    if (!Manifest.hash(secrets).equals(manifest.secrets())) {
      throw refused(archive, secrets + " belongs to another backup.", null);
    }
    Files.delete(listed);
    Path own = folder.resolve(SecretsFile.NAME);
    Files.copy(secrets, own);
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-------"));
    return manifest;
  }

  private static LaunchException refused(Path archive, String why, Throwable cause) {
    return new LaunchException(archive + " was not restored. " + why, cause);
  }

  /** Two renames; whoever looks between them finds nothing, never half of it. */
  private static Path swap(Path unpacked, Path target, boolean isNew) throws IOException {
    Files.setPosixFilePermissions(
        unpacked,
        isNew
            ? PosixFilePermissions.fromString("rwx------")
            : Files.getPosixFilePermissions(target));
    String stamp = unpacked.getFileName().toString().replaceFirst(".*\\.restoring", "");
    Path aside = target.resolveSibling(target.getFileName() + ".before-" + stamp);
    Files.move(target, aside, StandardCopyOption.ATOMIC_MOVE);
    try {
      Files.move(unpacked, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failed) {
      moveBack(aside, target, failed);
      throw failed;
    }
    return aside;
  }

  private static void moveBack(Path aside, Path target, IOException why) {
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException alsoFailed) {
      throw new LaunchException(
          "It failed halfway, %s. What was in %s is in %s: move it back."
              .formatted(why.getMessage(), target, aside),
          alsoFailed);
    }
  }

  /** The restore is done by then: a failure here is to be told, not to be taken for its own. */
  static Optional<Path> remainderOf(Path aside) {
    try {
      delete(aside);
      return Optional.empty();
    } catch (IOException failed) {
      return Optional.of(aside);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.allMatch(path -> path.getFileName().toString().equals(LOCK));
    }
  }

  private static void delete(Path folder) throws IOException {
    MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
