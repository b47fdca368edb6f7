package dev.twite.local;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The launcher in a process of its own, as `make run` has it. */
final class LauncherProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final Process process;
  private final Path dataDir;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;

  private LauncherProcess(Process process, Path dataDir) {
    this.process = process;
    this.dataDir = dataDir;
    this.reader =
        Thread.ofVirtual()
            .start(
                () ->
                    process.inputReader(StandardCharsets.UTF_8).lines().forEachOrdered(lines::add));
  }

  static LauncherProcess start(Path dataDir, int base, Map<String, String> env, String... options)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=logback-local.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Throwaway.Launch.class.getName()));
    command.addAll(List.of(options));
    if (System.getProperty("os.name").equals("Linux")) {
      // As at a terminal: a background job of a script inherits that SIGINT is ignored.
      command.addAll(0, List.of("env", "--default-signal=INT"));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TWITE_DATA_DIR", dataDir.toString());
    builder.environment().put("TWITE_PORT_BASE", Integer.toString(base));
    builder.environment().putAll(env);
    return new LauncherProcess(builder.start(), dataDir);
  }

  /** Waits for a line that holds this text. */
  LauncherProcess awaitLine(String text) {
    within(LIMIT, () -> assertThat(output()).contains(text));
    return this;
  }

  LauncherProcess awaitReady() {
    return awaitLine("Twite is ready after ");
  }

  String output() {
    return String.join("\n", lines);
  }

  void signal(String name) throws IOException {
    signal(name, process.pid());
  }

  static void signal(String name, long pid) throws IOException {
    try {
      int unused =
          new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start().waitFor();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The exit code. */
  int awaitEnd() {
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as(output()).isTrue();
      reader.join();
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** The children that run now, as their pid files name them. */
  List<ProcessHandle> children() throws IOException {
    try (Stream<Path> files = Files.list(dataDir.resolve("run"))) {
      return files.flatMap(file -> running(file).stream()).toList();
    }
  }

  ProcessHandle child(String name) {
    return running(dataDir.resolve("run").resolve(name + ".pid")).orElseThrow();
  }

  private static Optional<ProcessHandle> running(Path pidFile) {
    try {
      String pid = Files.readString(pidFile).split(" ", 2)[0];
      // Empty when it is just being written.
      return pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (process.isAlive()) {
      signal("TERM");
      awaitEnd();
    }
  }
}
