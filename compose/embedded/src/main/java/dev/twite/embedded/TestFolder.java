package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folders of this JVM's test servers, and their end. */
final class TestFolder {
  private static final Logger LOG = LoggerFactory.getLogger(TestFolder.class);
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final int ATTEMPTS = 4;

  private static final Queue<ServerProcess> SERVERS = new ConcurrentLinkedQueue<>();
  private static final DataDir HOME = open();

  private TestFolder() {}

  /**
   * Starts a server and waits for it; on ports that somebody else took meanwhile, starts another
   * one.
   */
  static <S extends ServerProcess> S started(Function<Path, S> maker) {
    ServerException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      S server = maker.apply(HOME.path().resolve(UUID.randomUUID().toString()));
      SERVERS.add(server);
      try {
        server.start();
        server.awaitReady(READY);
        return server;
      } catch (ServerException e) {
        server.close();
        if (last != null) {
          e.addSuppressed(last);
        }
        last = e;
      }
    }
    throw last;
  }

  private static DataDir open() {
    try {
      Path all =
          Path.of(
              System.getProperty("java.io.tmpdir"),
              "twite-test-" + System.getProperty("user.name"));
      Files.createDirectories(all);
      // One JVM at a time: a folder that was just made and is not yet locked looks abandoned.
      try (FileChannel channel =
              FileChannel.open(
                  all.resolve("sweep.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        LOG.debug("Sweeping {} under {}", all, lock);
        sweep(all);
        DataDir home = DataDir.lock(all.resolve(UUID.randomUUID().toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(TestFolder::end, "end-test-servers"));
        return home;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A test JVM that was killed could not clean up: the next one does it. */
  private static void sweep(Path all) throws IOException {
    List<Path> homes;
    try (var listed = Files.list(all)) {
      homes = listed.filter(Files::isDirectory).toList();
    }
    for (Path home : homes) {
      try (DataDir abandoned = DataDir.lock(home);
          var servers = Files.list(home)) {
        servers.filter(Files::isDirectory).forEach(Leftovers::endIn);
        Folders.delete(abandoned.path());
      } catch (ServerException | IOException inUse) {
        LOG.debug("{} is not swept: its JVM lives, or is just ending", home, inUse);
      }
    }
  }

  /**
   * Nothing is wanted any more, so force will do, except where an end in order leaves something
   * useful.
   */
  private static void end() {
    for (ServerProcess server : SERVERS) {
      if (server.endsUsefully()) {
        server.stop(GRACE);
      } else {
        server.kill();
      }
    }
    try (DataDir home = HOME) {
      Folders.delete(home.path());
    } catch (IOException e) {
      LOG.debug("{} is left to the next JVM's sweep", HOME.path(), e);
    }
  }
}
