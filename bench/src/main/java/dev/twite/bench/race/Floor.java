package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The floor as a process, with the JVM settings of Twite's one process. */
final class Floor implements AutoCloseable {
  private final Process process;
  private final URI url;

  private Floor(Process process, URI url) {
    this.process = process;
    this.url = url;
  }

  static Floor start(String redisUrl, String keySet) {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dlogback.configurationFile=logback-bench.xml",
                FloorMain.class.getName())
            .redirectErrorStream(true);
    builder.environment().put("FLOOR_REDIS_URL", redisUrl);
    builder.environment().put("FLOOR_KEYS", keySet);
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
      BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
      StringBuilder all = new StringBuilder();
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(FloorMain.READY)) {
          // It says nothing more unless something is wrong; nobody waits for that.
          Thread.startVirtualThread(() -> said.lines().forEach(System.err::println));
          return new Floor(process, URI.create(line.substring(FloorMain.READY.length())));
        }
        all.append(line).append('\n');
      }
      throw new BenchException("The floor did not start:\n" + all);
    } catch (IOException e) {
      throw new BenchException("Can't start the floor: " + e.getMessage(), e);
    }
  }

  URI url() {
    return url;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
