package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another Java process of ours, asked by jcmd. */
final class Jvm {
  private static final Pattern USED = Pattern.compile("(?m)^ *(\\S.*?) +total \\d+K, used (\\d+)K");

  private Jvm() {}

  /** Bytes of the heap that are in use after a full collection. */
  static long liveHeap(long pid) {
    jcmd(pid, "GC.run");
    return usedHeap(jcmd(pid, "GC.heap_info"));
  }

  static long usedHeap(String heapInfo) {
    Matcher generation = USED.matcher(heapInfo);
    long kib = 0;
    boolean found = false;
    while (generation.find()) {
      kib += Long.parseLong(generation.group(2));
      found = true;
    }
    if (!found) {
      throw new BenchException("jcmd tells of no generation: " + heapInfo);
    }
    return kib << 10;
  }

  private static String jcmd(long pid, String command) {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process process =
          new ProcessBuilder(program, Long.toString(pid), command)
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new BenchException("jcmd failed: " + said);
      }
      return said;
    } catch (IOException e) {
      throw new BenchException("Can't run jcmd: " + e.getMessage(), e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }
}
