package dev.twite.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What processes hold in memory, from Linux's {@code /proc}: the proportional set size, in which
 * memory that processes share (PostgreSQL's buffers, class archives) is counted once.
 */
final class ResidentMemory {
  private static final Pattern PSS = Pattern.compile("(?m)^Pss:\\s+(\\d+) kB");

  private ResidentMemory() {}

  /** MiB by program; a process that has ended meanwhile counts nothing. */
  static Map<String, Long> of(List<ProcessHandle> processes) {
    Map<String, Long> kib = new TreeMap<>();
    for (ProcessHandle process : processes) {
      kib.merge(program(process), kib(process.pid()), Long::sum);
    }
    kib.replaceAll((program, size) -> size / 1024);
    return kib;
  }

  private static String program(ProcessHandle process) {
    String line = read(process.pid(), "cmdline").replace('\0', ' ');
    if (line.contains("kafka.Kafka")) {
      return "kafka";
    }
    if (line.contains("dev.twite.")) {
      return "twite";
    }
    return line.contains("redis") ? "redis" : "postgres";
  }

  private static long kib(long pid) {
    Matcher pss = PSS.matcher(read(pid, "smaps_rollup"));
    return pss.find() ? Long.parseLong(pss.group(1)) : 0;
  }

  private static String read(long pid, String file) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), file));
    } catch (IOException gone) {
      return "";
    }
  }
}
