package dev.twite.local;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.embedded.PortCheck;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What `make run` promises, with a service of one table. */
class LauncherIT {
  /** Most tests don't need Kafka, which takes longest to start. */
  private static final Map<String, String> NO_KAFKA = Map.of(Infra.KAFKA_BOOTSTRAP, "127.0.0.1:1");

  private static final int FEED = 4;

  @TempDir Path folder;
  private final int base = FreeBase.next();

  @Test
  void startsEverythingSaysSoAndLeavesNoChildBehind() throws Exception {
    startsSaysSoAndStops("INT", 130, "--split");
  }

  @Test
  @Tag("verify")
  void alsoInOneProcessAndWhenToldToEnd() throws Exception {
    startsSaysSoAndStops("TERM", 143);
  }

  @Tag("verify")
  @Test
  void theNextStartFindsTheDataAgain() throws Exception {
    try (LauncherProcess launcher = LauncherProcess.start(folder, base, NO_KAFKA)) {
      launcher.awaitReady();
      try (Connection connection = connect()) {
        connection.createStatement().execute("INSERT INTO note VALUES (1, 'kept')");
      }
    }
    try (LauncherProcess launcher = LauncherProcess.start(folder, base, NO_KAFKA)) {
      launcher.awaitReady();
      try (Connection connection = connect();
          var note = connection.createStatement().executeQuery("SELECT text FROM note")) {
        assertThat(note.next()).isTrue();
        assertThat(note.getString(1)).isEqualTo("kept");
      }
    }
  }

  @Tag("verify")
  @Test
  void endsWhatAKilledLauncherLeftBehind() throws Exception {
    try (LauncherProcess killed = LauncherProcess.start(folder, base, NO_KAFKA, "--split")) {
      killed.awaitReady();
      List<ProcessHandle> orphans = killed.children();
      killed.signal("KILL");
      killed.awaitEnd();
      assertThat(orphans).hasSize(3).allMatch(ProcessHandle::isAlive);

      try (LauncherProcess next = LauncherProcess.start(folder, base, NO_KAFKA, "--split")) {
        next.awaitReady();
        assertThat(next.output())
            .containsPattern("Ended postgres \\(pid [0-9]+\\), which an earlier launcher left")
            .contains("Ended redis ")
            .contains("Ended svc-feed ");
        assertAllEnd(orphans);
      }
    }
  }

  @Tag("verify")
  @ParameterizedTest
  @CsvSource({"redis", "svc-feed"})
  void namesAChildThatCrashedStopsTheRestAndFails(String victim) throws Exception {
    try (LauncherProcess launcher = LauncherProcess.start(folder, base, NO_KAFKA, "--split")) {
      launcher.awaitReady();
      List<ProcessHandle> children = launcher.children();
      LauncherProcess.signal("KILL", launcher.child(victim).pid());
      assertThat(launcher.awaitEnd()).isEqualTo(1);
      assertThat(launcher.output())
          .containsPattern(victim + " \\(pid [0-9]+\\) ended by itself with exit code 137")
          .contains("Its log ends with:");
      assertAllEnd(children);
    }
  }

  @Test
  void aTakenPortIsNamedWithThePartThatWantsItAndAWayOut() throws Exception {
    int port = base + 30 + FEED;
    try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
        LauncherProcess launcher = LauncherProcess.start(folder, base, NO_KAFKA)) {
      assertThat(taken.isBound()).isTrue();
      assertThat(launcher.awaitEnd()).isEqualTo(1);
      assertThat(launcher.output())
          .contains("Port " + port + " ")
          .contains("svc-feed wants it")
          .contains("TWITE_PORT_BASE=");
      assertThat(folder.resolve("postgres")).doesNotExist();
    }
  }

  @Tag("verify")
  @Test
  void aSignalInTheMiddleOfAStartStopsWhatHasStarted() throws Exception {
    try (LauncherProcess launcher = LauncherProcess.start(folder, base, Map.of())) {
      launcher.awaitLine("redis");
      eventually(() -> assertThat(folder.resolve("run/kafka.pid")).isNotEmptyFile());
      List<ProcessHandle> children = launcher.children();
      launcher.signal("TERM");
      assertThat(launcher.awaitEnd()).isEqualTo(143);
      assertThat(launcher.output()).doesNotContain("Twite is ready");
      assertThat(children).isNotEmpty();
      assertAllEnd(children);
      assertThat(launcher.children()).isEmpty();
    }
  }

  @Tag("verify")
  @Test
  void refusesASecondLauncherOnTheSameData() throws Exception {
    try (LauncherProcess first = LauncherProcess.start(folder, base, NO_KAFKA)) {
      first.awaitReady();
      try (LauncherProcess second = LauncherProcess.start(folder, FreeBase.next(), NO_KAFKA)) {
        assertThat(second.awaitEnd()).isEqualTo(1);
        assertThat(second.output()).contains("in use by another launcher");
      }
      assertThat(readyz()).isEqualTo(200);
    }
  }

  @Test
  void aServiceThatCannotStartIsNamedWithItsFaults() throws Exception {
    Map<String, String> faulty = Map.of("TWITE_FEED_PG_POOL", "many", "TWITE_FEED_COLOUR", "red");
    try (LauncherProcess launcher =
        LauncherProcess.start(folder, base, with(NO_KAFKA, faulty), "--split")) {
      assertThat(launcher.awaitEnd()).isEqualTo(1);
      assertThat(launcher.output())
          .containsPattern("svc-feed .*ended .*exit code 2")
          .contains("TWITE_FEED_PG_POOL: 'many' is not a whole number")
          .contains("TWITE_FEED_COLOUR: unknown");
      assertThat(launcher.children()).isEmpty();
    }
  }

  private void startsSaysSoAndStops(String signal, int exitCode, String... options)
      throws Exception {
    try (LauncherProcess launcher = LauncherProcess.start(folder, base, Map.of(), options)) {
      launcher.awaitReady();
      assertThat(launcher.output())
          .containsPattern("postgres +ready after +[0-9.]+ s +127.0.0.1:" + (base + 1))
          .containsPattern("redis +ready after +[0-9.]+ s +127.0.0.1:" + (base + 2))
          .containsPattern("kafka +ready after +[0-9.]+ s +127.0.0.1:" + (base + 3))
          .containsPattern("svc-feed +ready after +[0-9.]+ s")
          .contains("http://127.0.0.1:" + base);
      assertThat(readyz()).isEqualTo(200);
      List<ProcessHandle> children = launcher.children();
      assertThat(children).hasSize(3 + options.length);

      launcher.signal(signal);
      assertThat(launcher.awaitEnd()).isEqualTo(exitCode);
      assertThat(launcher.output()).endsWith("Everything has stopped.");
      assertAllEnd(children);
      assertThat(launcher.children()).isEmpty();
      assertThat(IntStream.range(base, base + Ports.COUNT)).allMatch(PortCheck::isFree);
    }
  }

  /** One that was killed is listed until the system's first process has taken note of its end. */
  private static void assertAllEnd(List<ProcessHandle> processes) {
    eventually(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
  }

  private Connection connect() throws IOException, SQLException {
    String variable = "TWITE_FEED_PG_PASSWORD=";
    String password =
        Files.readAllLines(folder.resolve(Secrets.FILE)).stream()
            .filter(line -> line.startsWith(variable))
            .map(line -> line.substring(variable.length()))
            .findFirst()
            .orElseThrow();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + (base + 1) + "/twite", "twite_feed", password);
  }

  private int readyz() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + (base + 30 + FEED) + "/readyz");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(some);
    all.putAll(more);
    return all;
  }
}
