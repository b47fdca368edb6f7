package dev.twite.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Twite that is started for a measurement, as {@code make run} does, and stopped after it. */
public final class LaunchedServer implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Twite is ready after ([0-9.]+) s: (\\S+)");
  private static final Pattern SERVER_READY =
      Pattern.compile("^ +(postgres|redis|kafka) +ready after +([0-9.]+) s");
  private static final int STOP_SECONDS = 60;

  private final Process process;
  private final Thread hook;
  private final URI url;
  private final double startSeconds;
  private final double servicesSeconds;

  private LaunchedServer(
      Process process, Thread hook, URI url, double startSeconds, double servicesSeconds) {
    this.process = process;
    this.hook = hook;
    this.url = url;
    this.startSeconds = startSeconds;
    this.servicesSeconds = servicesSeconds;
  }

  /**
   * @param options of the launcher
   * @param env added to our own environment
   */
  public static LaunchedServer start(
      List<String> options, Map<String, String> env, PrintStream out) {
    List<String> command = new ArrayList<>(List.of("compose/local/bin/launch"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(env);
    try {
      Process process = builder.start();
      Thread hook = Thread.ofPlatform().unstarted(() -> stop(process));
      Runtime.getRuntime().addShutdownHook(hook);
      double serversSeconds = 0;
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
        Matcher server = SERVER_READY.matcher(line);
        if (server.find()) {
          serversSeconds = Math.max(serversSeconds, Double.parseDouble(server.group(2)));
        }
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          Thread.ofVirtual().start(() -> copy(lines, out));
          double seconds = Double.parseDouble(ready.group(1));
          return new LaunchedServer(
              process, hook, URI.create(ready.group(2)), seconds, seconds - serversSeconds);
        }
      }
      throw new BenchException("Twite did not start; see above.");
    } catch (IOException e) {
      throw new BenchException("Can't run " + command + ": " + e.getMessage(), e);
    }
  }

  /** Warnings of a running server; the stream breaks off when it is stopped. */
  private static void copy(BufferedReader lines, PrintStream out) {
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        out.println(line);
      }
    } catch (IOException stopped) {
      // Then there is nothing more to show.
    }
  }

  public URI url() {
    return url;
  }

  public double startSeconds() {
    return startSeconds;
  }

  /** Of the start, what came after PostgreSQL, Redis and Kafka were there. */
  public double servicesSeconds() {
    return servicesSeconds;
  }

  /** Resident memory of the launcher and its children by the name of the program, in MiB. */
  public Map<String, Long> residentMib() {
    return ResidentMemory.of(
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList());
  }

  /** Of the launcher, which is Twite itself where all is in one process. */
  public long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    stop(process);
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
