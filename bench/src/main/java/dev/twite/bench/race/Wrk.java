package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The program wrk with {@code bench/wrk/reads.lua}, which prints one line at its end. */
final class Wrk {
  private static final Pattern LINE =
      Pattern.compile("RESULT requests=(\\d+) micros=(\\d+) p50=(\\d+) p99=(\\d+) errors=(\\d+)");

  private final Path program;
  private final Path script;

  Wrk(Path program, Path script) {
    this.program = program;
    this.script = script;
  }

  /** Empty where it is not on the PATH. */
  static Optional<Wrk> find(Map<String, String> env, Path script) {
    for (String folder : env.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path program = Path.of(folder, "wrk");
      if (Files.isExecutable(program)) {
        return Optional.of(new Wrk(program, script));
      }
    }
    return Optional.empty();
  }

  Measured run(URI server, Path reads, int connections, Duration time) {
    // A thread a core at most, for the servers need them too.
    int threads = Math.min(2, Runtime.getRuntime().availableProcessors());
    List<String> command =
        List.of(
            program.toString(),
            "-t" + threads,
            "-c" + connections,
            "-d" + Math.max(1, time.toSeconds()) + "s",
            "--timeout",
            "20s",
            "-s",
            script.toString(),
            server.toString(),
            "--",
            reads.toString());
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchException("wrk failed: " + said);
      }
      return parse(said);
    } catch (IOException e) {
      throw new BenchException("Can't run wrk: " + e.getMessage(), e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }

  static Measured parse(String said) {
    Matcher line = LINE.matcher(said);
    if (!line.find()) {
      throw new BenchException("wrk said nothing of its result: " + said);
    }
    long errors = Long.parseLong(line.group(5));
    long good = Math.max(0, Long.parseLong(line.group(1)) - errors);
    return new Measured(
        good / (Long.parseLong(line.group(2)) / 1e6),
        Long.parseLong(line.group(3)) / 1e3,
        Long.parseLong(line.group(4)) / 1e3,
        good,
        errors);
  }
}
