package dev.twite.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An empty, formatted log folder for a new broker. */
final class KafkaFormat {
  /**
   * Every node is a cluster of its own and never meets another, so that the same id does for all.
   */
  private static final String CLUSTER_ID = "VHdpdGVFbWJlZGRlZDAwMA";

  private KafkaFormat() {}

  /** The folder to copy; formatting takes a JVM a second. */
  static Path folder(ServersClassPath servers) throws IOException {
    Path made = Cache.folder(version(servers) + "-formatted", folder -> format(servers, folder));
    return made.resolve("data");
  }

  private static void format(ServersClassPath servers, Path folder) throws IOException {
    Path file = folder.resolve("format.properties");
    Files.writeString(
        file,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:9093
        listeners=BROKER://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093
        inter.broker.listener.name=BROKER
        controller.listener.names=CONTROLLER
        listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
        log.dirs=%s
        """
            .formatted(folder.resolve("data")));
    ChildCommand.run(
        java.util.stream.Stream.of(
                List.of(ChildCommand.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                loggingFlags(),
                List.of("-cp", servers.joined(), "kafka.tools.StorageTool", "format"),
                List.of("-t", CLUSTER_ID, "-c", file.toString()))
            .flatMap(List::stream)
            .toList(),
        "");
  }

  /** Such as {@code kafka_2.13-4.3.1}. */
  static String version(ServersClassPath servers) {
    String jar = servers.jar("kafka_").getFileName().toString();
    return jar.substring(0, jar.length() - ".jar".length());
  }

  static List<String> loggingFlags() {
    return List.of(
        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
        "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaRaftServer=info",
        "-Dorg.slf4j.simpleLogger.showDateTime=true",
        "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSX",
        "-Djava.awt.headless=true");
  }
}
