package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.embedded.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceEnvTest {
  private static final List<LocalService> ALL = List.of(Throwaway.SERVICE);

  @TempDir Path folder;

  @Test
  void everyPortFollowsTheBase() {
    Map<String, String> env = env(Map.of("TWITE_PORT_BASE", "9000"));
    assertThat(env)
        .containsEntry("TWITE_PG_URL", "jdbc:postgresql://127.0.0.1:9001/twite")
        .containsEntry("TWITE_KAFKA_BOOTSTRAP", "127.0.0.1:9003")
        .containsEntry("TWITE_FEED_GRPC_PORT", "9014")
        .containsEntry("TWITE_FEED_ADDR", "127.0.0.1:9014")
        .containsEntry("TWITE_FEED_OPS_PORT", "9034")
        .containsEntry("TWITE_FEED_NODE_ID", "4")
        .containsEntry("TWITE_OPS_HOST", "127.0.0.1");
    assertThat(env.get("TWITE_REDIS_URL")).startsWith("redis://:").endsWith("@127.0.0.1:9002/0");
  }

  @Test
  void whatTheOperatorSetsWins() {
    Map<String, String> env =
        env(Map.of("TWITE_OPS_HOST", "0.0.0.0", "TWITE_FEED_PG_PASSWORD", "mine"));
    assertThat(env)
        .containsEntry("TWITE_OPS_HOST", "0.0.0.0")
        .containsEntry("TWITE_FEED_PG_PASSWORD", "mine");
  }

  @Test
  void whatTheOperatorSetsByFileWinsToo() throws IOException {
    Path password = Files.writeString(folder.resolve("password"), "mine\n");
    Path url = Files.writeString(folder.resolve("url"), "redis://:hush@elsewhere:6379/0\n");
    Settings settings =
        Settings.read(
            Options.parse(List.of()),
            ALL,
            Map.of(
                "TWITE_FEED_PG_PASSWORD_FILE", password.toString(),
                "TWITE_REDIS_URL_FILE", url.toString()));
    assertThat(env(ALL, settings))
        .containsEntry("TWITE_FEED_PG_PASSWORD", "mine")
        .containsEntry("TWITE_REDIS_URL", "redis://:hush@elsewhere:6379/0")
        .doesNotContainKey("TWITE_FEED_PG_PASSWORD_FILE");
    assertThat(new Infra(settings, secrets(ALL)).servers())
        .extracting(ServerProcess::name)
        .containsExactly("postgres", "kafka");
  }

  @Test
  void aFileThatCantBeReadIsNamedBeforeAnythingStarts() {
    String absent = folder.resolve("absent").toString();
    assertThatThrownBy(() -> env(Map.of("TWITE_PG_URL_FILE", absent)))
        .isInstanceOf(LaunchException.class)
        .hasMessage("TWITE_PG_URL_FILE: " + absent + " can't be read: there is none");
  }

  @Test
  void nothingIsToldOfViewsThatNobodyCounts() {
    String sample = "TWITE_IMPRESSION_SAMPLE";
    assertThat(env(Map.of())).containsEntry(sample, "0");
    assertThat(env(Map.of(sample, "0.5"))).containsEntry(sample, "0.5");
    assertThat(env(Map.of("TWITE_KAFKA_BOOTSTRAP", "elsewhere:9092"))).doesNotContainKey(sample);
    assertThat(env(AllServices.list(), Map.of())).doesNotContainKey(sample);
  }

  @Test
  void passwordsOfAForeignDatabaseAreNotInvented() {
    Map<String, String> env = env(Map.of(Infra.PG_URL, "jdbc:postgresql://elsewhere/twite"));
    assertThat(env)
        .containsEntry(Infra.PG_URL, "jdbc:postgresql://elsewhere/twite")
        .doesNotContainKey("TWITE_FEED_PG_PASSWORD");
  }

  private Map<String, String> env(Map<String, String> operator) {
    return env(ALL, operator);
  }

  private Map<String, String> env(List<LocalService> services, Map<String, String> operator) {
    return env(services, Settings.read(Options.parse(List.of()), services, operator));
  }

  private Map<String, String> env(List<LocalService> services, Settings settings) {
    Secrets secrets = secrets(services);
    return ServiceEnv.of(settings, secrets, new Infra(settings, secrets));
  }

  private Secrets secrets(List<LocalService> services) {
    List<String> names = new ArrayList<>(Infra.secretNames());
    names.addAll(ServiceEnv.secretNames(services));
    return Secrets.load(folder, names);
  }
}
