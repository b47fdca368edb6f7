package dev.twite.local;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.inject.Key;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.testing.TestEnv;
import dev.twite.feed.events.ForTweets;
import dev.twite.local.TelegramStandIn.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A consumer of a running Twite stops, and whoever is on duty is told what, where and what to do,
 * and later that it is over: by a real Prometheus and a real Alertmanager with the deployment's
 * rules, routes and words, ten times as fast.
 */
@Tag("verify")
class AlertProofIT {
  private static final Path PROMETHEUS = Path.of("../prometheus");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern NAME = Pattern.compile("<b>(\\w+)</b>");

  /**
   * What may be told beside it: what follows from it, also after its end, when tweets that waited
   * arrive late; and what a machine with a full disk or other work to do is rightly told of.
   */
  private static final Set<String> STATED =
      Set.of(
          "ConsumerStopped",
          "FeedNotProgressing",
          "FanOutSlow",
          "TimelinesStale",
          "DiskLow",
          "DiskFull",
          "GatewaySlow",
          "ServiceSlow");

  @TempDir Path folder;

  @Test
  void whoIsOnDutyHearsOfAConsumerThatHasStoppedAndOfItsEnd() throws Exception {
    Installed.orSkip("prometheus");
    AlertmanagerProcess.orSkip();
    TestEnv.requireClickHouse();
    try (Town town = Town.oneProcess(folder.resolve("town"), Town.PATIENT);
        TelegramStandIn telegram = new TelegramStandIn();
        AlertmanagerProcess alertmanager =
            AlertmanagerProcess.start(telegram, folder.resolve("alertmanager"));
        PrometheusProcess prometheus =
            PrometheusProcess.start(config(town, alertmanager), folder.resolve("prometheus"))) {
      Resident ada = Resident.moveIn(town.url(), "ada");
      Resident bob = Resident.moveIn(town.url(), "bob");
      bob.follow(ada);
      String before = ada.tweet("All is well");
      within(PATIENCE, () -> assertThat(bob.all("/v1/timelines/home")).contains(before));
      String loop = "twite_consumer_polls_total{service=\"feed\", group=~\".*feed-tweets\"}";
      within(
          PATIENCE,
          () -> {
            assertThat(telegram.calls()).as("calls of the dead-man's switch").isPositive();
            assertThat(prometheus.query("rate(" + loop + "[12s]) > 0")).hasSize(1);
          });
      assertThat(namesIn(telegram.messages())).doesNotContain("ConsumerStopped");

      // The rest of svc-feed lives, answers, and shows its metrics.
      town.service("feed").get(Key.get(ConsumerLoop.class, ForTweets.class)).stop();
      String during = ada.tweet("Does anybody hear me?");
      within(
          PATIENCE,
          () ->
              assertThat(telegram.messages())
                  .anySatisfy(
                      told -> {
                        assertThat(told.text())
                            .startsWith("🔥 <b>ConsumerStopped</b> (critical)")
                            .contains("svc-feed has stopped reading as ")
                            .contains("feed-tweets")
                            .contains("docs/runbooks.md#consumerstopped");
                        assertThat(told.chat()).isEqualTo("-1001");
                        assertThat(told.silent()).isFalse();
                      }));
      assertThat(bob.all("/v1/timelines/home")).contains(before).doesNotContain(during);

      // As its runbook says.
      town.restart("feed");
      within(PATIENCE, () -> assertThat(bob.all("/v1/timelines/home")).contains(during));
      within(
          PATIENCE,
          () ->
              assertThat(telegram.messages())
                  .extracting(Message::text)
                  .anySatisfy(
                      text ->
                          assertThat(text)
                              .startsWith("✅ resolved: <b>ConsumerStopped</b>")
                              .contains("✓ svc-feed has stopped reading as ")));
      assertThat(namesIn(telegram.messages()))
          .as("alerts in %s", telegram.messages())
          .isSubsetOf(STATED);
    }
  }

  private static List<String> namesIn(List<Message> messages) {
    List<String> names = new ArrayList<>();
    for (Message message : messages) {
      Matcher name = NAME.matcher(message.text());
      names.add(name.find() ? name.group(1) : message.text());
    }
    return names;
  }

  /** As in production, but for addresses, how often it looks, and quick rules; not of itself. */
  private Path config(Town town, AlertmanagerProcess alertmanager) throws Exception {
    Path home = Files.createDirectories(folder.resolve("config"));
    QuickRules.into(home.resolve("rules"));
    List<Map<String, Object>> targets = new ArrayList<>();
    for (LocalService service : town.settings().services()) {
      targets.add(
          Map.of(
              "targets",
              List.of("127.0.0.1:" + town.settings().ports().ops(service)),
              "labels",
              Map.of("service", service.name())));
    }
    new ObjectMapper().writeValue(home.resolve("targets.json").toFile(), targets);
    String config =
        Files.readString(PROMETHEUS.resolve("prometheus.yml"))
            .replace("targets/*.yml", "targets.json")
            .replace("alertmanager:9093", alertmanager.address())
            .replaceAll("(scrape|evaluation)_interval: \\w+", "$1_interval: 1s")
            .replaceAll("scrape_timeout: \\w+", "scrape_timeout: 1s")
            .replaceAll("(?m)^  - job_name: prometheus\\n( {4}.*\\n)+", "");
    assertThat(config).contains("targets.json").doesNotContain("alertmanager:9093", "9090");
    return Files.writeString(home.resolve("prometheus.yml"), config);
  }
}
