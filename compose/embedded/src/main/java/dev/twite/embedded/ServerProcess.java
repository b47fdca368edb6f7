package dev.twite.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One real server in a child process: started, watched, and ended or hurt on purpose. It may be
 * started again after it ended, with the same port and data. Its log is {@code
 * <dataDir>/log/<name>.log}.
 */
public abstract sealed class ServerProcess implements AutoCloseable
    permits ClickHouseServer,
        KafkaServer,
        MailSinkServer,
        PostgresServer,
        RedisServer,
        ServiceProcess {
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 15;

  private final String name;
  private final Path dataDir;
  private final int port;
  private final LogFile log;
  private final ExitListeners exitListeners = new ExitListeners();
  private volatile Optional<Child> child = Optional.empty();

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

  /** Variables that this one child gets besides the clean environment. */
  Map<String, String> environment() {
    return Map.of();
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

  /** Short and lower case: {@code postgres}, {@code redis}, {@code mail}, {@code svc-tweet}. */
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
    return child.filter(Child::isAlive).isPresent();
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
      Child started = Child.spawn(name, dataDir, prepare(), environment(), log);
      child = Optional.of(started);
      var unused = started.process().onExit().thenAccept(ended -> exitListeners.tell(started, log));
      ProcessFile.of(name, started.handle(), stopSignal()).write(dataDir);
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
    Optional<Child> running = child.filter(Child::isAlive);
    if (running.isPresent()) {
      running.get().stop(stopSignal(), grace);
      try {
        stopped();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * SIGKILL, as a crash would do it, for the server and its own children; returns when they are
   * gone.
   */
  public final synchronized void kill() {
    child.filter(Child::isAlive).ifPresent(Child::kill);
  }

  /** SIGSTOP: connections stay open and nothing answers, as in a long pause of the machine. */
  public final synchronized void pause() {
    Signals.freezeTree(current().handle());
  }

  /** SIGCONT, after {@link #pause}. */
  public final synchronized void resume() {
    Signals.resumeTree(current().handle());
  }

  /** Stops in order; see {@link #stop}. */
  @Override
  public final void close() {
    stop(CLOSE_GRACE);
  }

  private Child current() {
    return child.orElseThrow(() -> new IllegalStateException(name + " was never started"));
  }

  private ServerException failure(String what) {
    return new ServerException(
        what
            + ". "
            + log.path()
            + " ends with:\n  "
            + String.join("\n  ", log.lastLines(LogFile.QUOTED_LINES)));
  }
}
