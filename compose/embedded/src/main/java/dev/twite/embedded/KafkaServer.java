package dev.twite.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** One Kafka node, broker and controller at once (KRaft), in a JVM of its own. */
public final class KafkaServer extends ServerProcess {
  private final KafkaConfig config;
  private final KafkaArchive archive = new KafkaArchive(ServersClassPath.load());

  public KafkaServer(KafkaConfig config) {
    super("kafka", config.dataDir(), config.port());
    this.config = config;
  }

  /** {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return "127.0.0.1:" + port();
  }

  @Override
  List<Integer> ports() {
    return List.of(port(), config.controllerPort());
  }

  @Override
  List<String> prepare() throws IOException {
    ServersClassPath servers = ServersClassPath.load();
    if (!Files.exists(data().resolve("meta.properties"))) {
      Folders.copy(KafkaFormat.folder(servers), data());
    }
    Path file = data().resolveSibling("kafka.properties");
    try (var out = Files.newBufferedWriter(file)) {
      properties().store(out, "Written at every start; changes made here are lost.");
    }
    List<String> command = new ArrayList<>(List.of(ChildCommand.java()));
    command.add("-Xms64m");
    command.add("-Xmx" + config.heapMb() + "m");
    // Two cores: a parallel collector would only add threads.
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    if (config.quickStart()) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(archive.flags());
    command.addAll(KafkaFormat.loggingFlags());
    command.addAll(List.of("-cp", servers.joined(), "kafka.Kafka", file.toString()));
    return command;
  }

  private Properties properties() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = KafkaServer.class.getResourceAsStream("kafka.properties")) {
      properties.load(in);
    }
    String listener = "BROKER://127.0.0.1:" + port();
    properties.setProperty(
        "listeners", listener + ",CONTROLLER://127.0.0.1:" + config.controllerPort());
    properties.setProperty("advertised.listeners", listener);
    properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + config.controllerPort());
    // Relative to the data folder, of which the name may hold a comma.
    properties.setProperty("log.dirs", name());
    properties.setProperty("num.partitions", Integer.toString(config.partitions()));
    config.settings().forEach(properties::setProperty);
    return properties;
  }

  @Override
  Optional<String> notReadyBecause() {
    return KafkaProbe.notReadyBecause(port());
  }

  @Override
  void stopped() throws IOException {
    archive.keep();
  }

  @Override
  boolean endsUsefully() {
    return isAlive() && archive.isRecording();
  }

  @Override
  String stopSignal() {
    return "TERM";
  }
}
