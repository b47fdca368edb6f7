package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One real server in a child process: started, watched, and ended or hurt on purpose. It may be
 * started again after it ended, with the same port and data. Its log is {@code
 * <dataDir>/log/<name>.log}.
 */
public abstract sealed class ServerProcess implements AutoCloseable
    permits KafkaServer, PostgresServer, RedisServer {
  private static final Logger LOG = LoggerFactory.getLogger(ServerProcess.class);
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(20);
  private static final Duration KILL_GRACE = Duration.ofSeconds(5);
  private static final int POLL_MILLIS = 15;
  private static final int QUOTED_LINES = 15;

  private final String name;
  private final Path dataDir;
  private final int port;
  private final LogFile log;
  private final List<Consumer<ServerExit>> exitListeners = new CopyOnWriteArrayList<>();
  private volatile Optional<Child> child = Optional.empty();

  /** One life of the server; an end that was asked for is not reported. */
  private record Child(Process process, AtomicBoolean endWanted) {}

  ServerProcess(String name, Path dataDir, int port) {
    this.name = name;
    this.dataDir = dataDir.toAbsolutePath().normalize();
    this.port = port;
    this.log = new LogFile(this.dataDir.resolve("log").resolve(name + ".log"));
  }

  /** Makes what the server needs on disk and says how to run it; slow the first time. */
  abstract List<String> prepare() throws IOException;

  /** Asks the server itself: empty when it serves, otherwise what is missing. */
  abstract Optional<String> notReadyBecause();

  /** The signal that makes the server end soon and in order. */
  abstract String stopSignal();

  /** Every port that it listens on. */
  List<Integer> ports() {
    return List.of(port);
  }

  /** After an end in order. */
  void stopped() throws IOException {}

  /**
   * Whether an end in order leaves something that the next start, of any instance, profits from.
   */
  boolean endsUsefully() {
    return false;
  }

  /** Where this server keeps its data. */
  final Path data() {
    return dataDir.resolve(name);
  }

  /** Short and lower case: {@code postgres}, {@code redis} or {@code kafka}. */
  public final String name() {
    return name;
  }

  /** The port for clients, on 127.0.0.1. */
  public final int port() {
    return port;
  }

  /** The process of the current or the last life. */
  public final long pid() {
    return current().process().pid();
  }

  public final boolean isAlive() {
    return child.map(Child::process).filter(Process::isAlive).isPresent();
  }

  /** The file with the server's output. */
  public final Path logFile() {
    return log.path();
  }

  /**
   * Called on some thread when the server ends by itself, in every life; not after stop or kill.
   */
  public final void onExit(Consumer<ServerExit> listener) {
    exitListeners.add(listener);
  }

  /**
   * Starts the process and returns without waiting for it to serve. Fails at once when a port is
   * taken. The first start ever on a machine unpacks the server before.
   */
  public final synchronized void start() {
    if (isAlive()) {
      throw new IllegalStateException(name + " is running");
    }
    ports().forEach(wanted -> PortCheck.requireFree(wanted, name));
    try {
      log.rotate();
      Files.createDirectories(dataDir);
      ProcessBuilder builder =
          new ProcessBuilder(ChildCommand.ownSession(prepare()))
              .directory(dataDir.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(ChildCommand.NO_INPUT))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
      ChildCommand.cleanEnvironment(builder.environment());
      Process process = builder.start();
      Child started = new Child(process, new AtomicBoolean());
      child = Optional.of(started);
      var unused = process.onExit().thenAccept(ended -> report(started));
      ProcessFile.of(name, process.toHandle(), stopSignal()).write(dataDir);
    } catch (IOException e) {
      kill();
      throw new ServerException("Cannot start " + name + " in " + dataDir, e);
    }
  }

  /**
   * Returns when the server has answered a request of its own protocol, or fails with the end of
   * its log.
   */
  public final void awaitReady(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    Process process = current().process();
    try {
      while (true) {
        if (!process.isAlive()) {
          throw failure(name + " ended while starting, exit code " + process.exitValue());
        }
        Optional<String> missing = notReadyBecause();
        if (missing.isEmpty()) {
          return;
        }
        if (System.nanoTime() - deadline >= 0) {
          throw failure(name + " was not ready after " + limit + ": " + missing.get());
        }
        boolean unused = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      throw ServerException.interrupted("waiting for " + name, e);
    }
  }

  /**
   * Ends the server in order, or by force when it has not ended in time. Does nothing when it is
   * not running.
   */
  public final synchronized void stop(Duration grace) {
    child
        .filter(running -> running.process().isAlive())
        .ifPresent(
            running -> {
              running.endWanted().set(true);
              ProcessHandle handle = running.process().toHandle();
              Signals.resumeTree(handle);
              Signals.send(stopSignal(), List.of(handle.pid()));
              if (!ended(running.process(), grace)) {
                LOG.warn("{} did not end in {} and is killed", name, grace);
                Signals.killTree(handle);
              }
              forget(running.process());
              try {
                stopped();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  /**
   * SIGKILL, as a crash would do it, for the server and its own children; returns when they are
   * gone.
   */
  public final synchronized void kill() {
    child
        .filter(running -> running.process().isAlive())
        .ifPresent(
            running -> {
              running.endWanted().set(true);
              Signals.killTree(running.process().toHandle());
              forget(running.process());
            });
  }

  /** SIGSTOP: connections stay open and nothing answers, as in a long pause of the machine. */
  public final synchronized void pause() {
    Signals.freezeTree(current().process().toHandle());
  }

  /** SIGCONT, after {@link #pause}. */
  public final synchronized void resume() {
    Signals.resumeTree(current().process().toHandle());
  }

  /** Stops in order; see {@link #stop}. */
  @Override
  public final void close() {
    stop(CLOSE_GRACE);
  }

  private Child current() {
    return child.orElseThrow(() -> new IllegalStateException(name + " was never started"));
  }

  private boolean ended(Process process, Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw ServerException.interrupted("waiting for the end of " + name, e);
    }
  }

  /** Keeps the note of a process that not even SIGKILL has ended: it is a leftover. */
  private void forget(Process process) {
    if (!ended(process, KILL_GRACE)) {
      throw new ServerException(name + ", pid " + process.pid() + ", does not end");
    }
    try {
      Files.deleteIfExists(ProcessFile.path(dataDir, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void report(Child ended) {
    if (ended.endWanted().get()) {
      return;
    }
    Process process = ended.process();
    ServerExit exit =
        new ServerExit(name, process.pid(), process.exitValue(), log.lastLines(QUOTED_LINES));
    for (Consumer<ServerExit> listener : exitListeners) {
      try {
        listener.accept(exit);
      } catch (RuntimeException e) {
        // Nobody waits for this thread: the failure would be lost, and the next listener unasked.
        LOG.error("A listener failed on: {}", exit.message(), e);
      }
    }
  }

  private ServerException failure(String what) {
    return new ServerException(
        what
            + ". "
            + log.path()
            + " ends with:\n  "
            + String.join("\n  ", log.lastLines(QUOTED_LINES)));
  }
}
