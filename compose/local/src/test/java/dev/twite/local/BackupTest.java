package dev.twite.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.embedded.DataDir;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `make backup` and `make restore` promise, with a folder that no server has. */
class BackupTest {
  @TempDir Path folder;
  private Path data;
  private Path backups;

  @BeforeEach
  void fill() throws IOException {
    data = Files.createDirectories(folder.resolve("data"));
    backups = folder.resolve("backups");
    Files.createDirectories(data.resolve("postgres/pg_notify"));
    Files.writeString(data.resolve("postgres/base"), "rows");
    Files.setPosixFilePermissions(
        data.resolve("postgres"), PosixFilePermissions.fromString("rwx------"));
    Files.writeString(Files.createDirectories(data.resolve("log")).resolve("services.log"), "line");
    Files.writeString(data.resolve("secrets.env"), "TWITE_A=hush\n");
  }

  @Test
  void everyFileComesBackAndNothingOfTheRun() throws Exception {
    Path archive = backup();
    Path elsewhere = folder.resolve("elsewhere");
    assertThat(Restore.from(archive, elsewhere, false).aside()).isEmpty();
    assertThat(tree(elsewhere))
        .containsExactly("postgres", "postgres/base", "postgres/pg_notify", "secrets.env");
    assertThat(elsewhere.resolve("postgres/base")).hasContent("rows");
    assertThat(elsewhere.resolve("secrets.env")).hasContent("TWITE_A=hush");
    assertThat(Files.getPosixFilePermissions(elsewhere.resolve("postgres")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    assertThat(tree(folder)).noneMatch(name -> name.contains("restoring"));
  }

  @Test
  void linksWithinTheDataAreKeptAndOthersRefused() throws Exception {
    Path link = data.resolve("postgres/link");
    Files.createSymbolicLink(link, Path.of("../postgres/base"));
    Path elsewhere = folder.resolve("elsewhere");
    Restore.from(backup(), elsewhere, false);
    assertThat(elsewhere.resolve("postgres/link")).isSymbolicLink().hasContent("rows");

    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("../../outside"));
    assertThatThrownBy(() -> Backup.write(data, folder.resolve("another"), Clock.systemUTC()))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("postgres/link is no plain file of the data folder");
  }

  @Test
  void secretsAreApartAndNobodyElseReadsEither() throws Exception {
    Path archive = backup();
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    Tar.unpack(archive, unpacked);
    assertThat(unpacked.resolve("secrets.env")).doesNotExist();
    for (Path file : List.of(archive, secretsOf(archive))) {
      assertThat(Files.getPosixFilePermissions(file))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void anArchiveNeverHasItsNameBeforeItsSecretsAreThere() throws Exception {
    Path archive = backup();
    assertThat(Files.getLastModifiedTime(secretsOf(archive)))
        .isLessThanOrEqualTo(Files.getLastModifiedTime(archive));
    assertThat(tree(backups)).hasSize(2);
  }

  @Test
  void aBackupDoesNotGoIntoWhatItSaves() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    for (Path into : List.of(data, data.resolve("a/b"), link.resolve("copies"))) {
      assertThatThrownBy(() -> Backup.write(data, into, Clock.systemUTC()))
          .isInstanceOf(LaunchException.class)
          .hasMessageContaining("TO=" + into)
          .hasMessageContaining("inside of the data folder");
    }
    assertThat(data.resolve("a")).doesNotExist();
  }

  @Test
  void aRestoreWidensNobodysRights() throws Exception {
    Path archive = backup();
    Path fresh = folder.resolve("fresh");
    Restore.from(archive, fresh, false);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(fresh)))
        .isEqualTo("rwx------");
    for (String rights : List.of("rwx------", "rwxr-x---")) {
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(rights));
      Restore.from(archive, data, true);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
          .isEqualTo(rights);
    }
  }

  @Test
  void dataThatAreThereStayUnlessForcedAndThenGoAside() throws Exception {
    Path archive = backup();
    Files.writeString(data.resolve("postgres/base"), "newer rows");
    assertThatThrownBy(() -> Restore.from(archive, data, false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining("has data")
        .hasMessageContaining("FORCE=1");
    assertThat(data.resolve("postgres/base")).hasContent("newer rows");

    Path aside = Restore.from(archive, data, true).aside().orElseThrow();
    assertThat(data.resolve("postgres/base")).hasContent("rows");
    assertThat(aside.resolve("postgres/base")).hasContent("newer rows");
  }

  @Test
  void whatIsDamagedCutOrNoBackupIsRefusedAndNothingChanges() throws Exception {
    Path archive = backup();
    byte[] whole = Files.readAllBytes(archive);

    Files.write(archive, java.util.Arrays.copyOf(whole, whole.length / 2));
    refused(archive, "can't be unpacked");

    Files.write(archive, "no archive".getBytes(UTF_8));
    refused(archive, "can't be unpacked");

    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("photo"), "not ours");
    Tar.pack(archive, other, "photo", other, List.of());
    refused(archive, "It is no backup of Twite");

    Path unpacked = unpack(whole);
    Files.writeString(unpacked.resolve("postgres/base"), "other rows");
    Files.writeString(unpacked.resolve("postgres/more"), "");
    Tar.pack(archive, unpacked, Manifest.NAME, unpacked, List.of("postgres"));
    refused(archive, "It is damaged: postgres/base is not what was saved (and 1 more)");

    Files.write(archive, whole);
    Files.writeString(secretsOf(archive), "TWITE_A=other\n");
    refused(archive, "belongs to another backup");
    Files.delete(secretsOf(archive));
    refused(archive, "is missing: without its secrets");
    refused(folder.resolve("nothing.tar.gz"), "is no file such as");
  }

  @Test
  void aRunningTwiteIsNeitherSavedNorReplaced() throws Exception {
    Path archive = backup();
    try (DataDir running = DataDir.lock(data)) {
      assertThatThrownBy(this::backup)
          .hasMessageContaining("in use by another launcher")
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
      assertThatThrownBy(() -> Restore.from(archive, running.path(), true))
          .hasMessageContaining("in use by another launcher");
    }
  }

  @Test
  void theCommandLineSaysWhatItDidAndHowItIsUsed() throws Exception {
    String said = run(0, "backup", "--to=" + backups);
    Path archive = only(backups);
    assertThat(said).contains("Saved in " + archive, "secrets");
    assertThat(run(1, "restore", "--from=" + archive)).contains("FORCE=1");
    assertThat(run(0, "restore", "--from=" + archive, "--force"))
        .contains("What was there before is in", "Start it: make run");
    assertThat(run(2, "restore")).contains("Usage:");
    assertThat(run(2, "backup", "--into=x")).contains("Unknown option --into=x", "Usage:");
    assertThat(run(2, "undo")).contains("Usage:");
  }

  private String run(int exitCode, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Map<String, String> env = Map.of("TWITE_DATA_DIR", data.toString());
    int ended = BackupMain.run(List.of(arguments), env, new PrintStream(out, true, UTF_8));
    assertThat(ended).as(out.toString(UTF_8)).isEqualTo(exitCode);
    return out.toString(UTF_8);
  }

  private void refused(Path archive, String why) throws IOException {
    Path target = folder.resolve("target");
    assertThatThrownBy(() -> Restore.from(archive, target, false))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(why);
    assertThat(target).doesNotExist();
    assertThat(tree(folder)).noneMatch(name -> name.contains("restoring"));
  }

  private Path backup() throws Exception {
    return Backup.write(data, backups, Clock.systemUTC());
  }

  private Path unpack(byte[] archive) throws Exception {
    Path file = Files.write(folder.resolve("whole"), archive, StandardOpenOption.CREATE_NEW);
    Path unpacked = Files.createDirectories(folder.resolve("changed"));
    Tar.unpack(file, unpacked);
    return unpacked;
  }

  private static Path secretsOf(Path archive) {
    return archive.resolveSibling(
        archive.getFileName().toString().replace(Backup.ARCHIVE, Backup.SECRETS));
  }

  private static Path only(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(Backup.ARCHIVE)).findFirst().orElseThrow();
    }
  }

  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return new ArrayList<>(
          all.skip(1).map(path -> folder.relativize(path).toString()).sorted().toList());
    }
  }
}
