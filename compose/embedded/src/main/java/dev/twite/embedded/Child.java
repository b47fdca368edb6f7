package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One life of a server: its process, its note on disk, and whether its end was asked for. */
record Child(String server, Path dataDir, Process process, AtomicBoolean endWanted) {
  private static final Logger LOG = LoggerFactory.getLogger(Child.class);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);

  static Child spawn(
      String server,
      Path dataDir,
      List<String> command,
      Map<String, String> environment,
      LogFile log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ChildCommand.ownSession(command))
            .directory(dataDir.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(ChildCommand.NO_INPUT))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
    ChildCommand.cleanEnvironment(builder.environment());
    builder.environment().putAll(environment);
    return new Child(server, dataDir, builder.start(), new AtomicBoolean());
  }

  boolean isAlive() {
    return process.isAlive();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** By the signal, or by force when that has not worked in time. */
  void stop(String signal, Duration grace) {
    endWanted.set(true);
    // A paused process would take no signal but SIGKILL.
    Signals.resumeTree(handle());
    Signals.send(signal, List.of(process.pid()));
    if (!endsWithin(grace)) {
      LOG.warn("{} did not end in {} and is killed", server, grace);
      Signals.killTree(handle());
    }
    forget();
  }

  void kill() {
    endWanted.set(true);
    Signals.killTree(handle());
    forget();
  }

  /** The note stays for a process that not even SIGKILL has ended: it is a leftover. */
  private void forget() {
    if (!endsWithin(KILL_GRACE)) {
      throw new ServerException(server + ", pid " + process.pid() + ", does not end");
    }
    try {
      Files.deleteIfExists(ProcessFile.path(dataDir, server));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean endsWithin(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw ServerException.interrupted("waiting for the end of " + server, e);
    }
  }
}
