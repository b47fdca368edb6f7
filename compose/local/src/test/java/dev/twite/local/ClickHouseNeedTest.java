package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClickHouseNeedTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Progress progress =
      new Progress(new PrintStream(said, true, StandardCharsets.UTF_8));

  @Test
  void withoutNodeItSaysSoInOneLineAndTheRestRuns() {
    Settings settled = ClickHouseNeed.settle(settings(false, Map.of("PATH", "/nowhere")), progress);
    assertThat(settled.services())
        .hasSize(AllServices.list().size() - 2)
        .noneMatch(service -> Set.of("analytics", "logger").contains(service.name()));
    assertThat(said.toString(StandardCharsets.UTF_8).strip().lines())
        .singleElement()
        .asString()
        .startsWith("svc-analytics and svc-logger are not started: ")
        .endsWith("The rest runs.");
  }

  @Test
  void aClickHouseOfTheOperatorsNeedsNoNode() {
    for (boolean external : new boolean[] {true, false}) {
      Settings settings =
          settings(
              external,
              Map.of("PATH", "/nowhere", "TWITE_CLICKHOUSE_URL", "http://clickhouse:8123"));
      assertThat(ClickHouseNeed.settle(settings, progress)).isEqualTo(settings);
      assertThat(ClickHouseNeed.isOurs(settings)).isFalse();
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void whereThereIsALokiTheLoggerNeedsNoClickHouse() {
    Settings settled =
        ClickHouseNeed.settle(
            settings(false, Map.of("PATH", "/nowhere", "TWITE_LOKI_URL", "http://loki:3100")),
            progress);
    assertThat(settled.services())
        .noneMatch(service -> service.name().equals("analytics"))
        .anyMatch(service -> service.name().equals("logger"));
    assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("svc-analytics is not started: ");
  }

  @Test
  void externalServersWithoutAClickHouseAreEnoughForTheRest() {
    Settings settled = ClickHouseNeed.settle(settings(true, Map.of()), progress);
    assertThat(settled.services()).noneMatch(service -> service.name().equals("analytics"));
    assertThat(said.toString(StandardCharsets.UTF_8)).contains("TWITE_CLICKHOUSE_URL is not set");
  }

  private static Settings settings(boolean external, Map<String, String> env) {
    return new Settings(
        new Options(false, external, Set.of()),
        AllServices.list(),
        new Ports(8080, 8080),
        Path.of("/nowhere"),
        env);
  }
}
