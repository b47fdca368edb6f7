package dev.twite.embedded;

import java.nio.file.Path;
import java.util.Map;

/**
 * How one Kafka broker is run.
 *
 * @param dataDir the launcher's folder; the data go to {@code kafka} in it
 * @param port for clients, on 127.0.0.1
 * @param controllerPort for the broker's own controller, on 127.0.0.1
 * @param partitions of a topic that is made without saying how many
 * @param heapMb the heap of its JVM
 * @param quickStart starts in less time and memory, and does less work a second: for tests
 * @param settings more lines of {@code server.properties}, which win over ours
 */
public record KafkaConfig(
    Path dataDir,
    int port,
    int controllerPort,
    int partitions,
    int heapMb,
    boolean quickStart,
    Map<String, String> settings) {
  private static final int PARTITIONS = 12;
  private static final int HEAP_MB = 384;

  public KafkaConfig {
    settings = Map.copyOf(settings);
  }

  /** 12 partitions, 384 MB, for work rather than for tests. */
  public KafkaConfig(Path dataDir, int port, int controllerPort) {
    this(dataDir, port, controllerPort, PARTITIONS, HEAP_MB, false, Map.of());
  }
}
