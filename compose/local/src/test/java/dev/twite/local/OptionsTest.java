package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OptionsTest {
  private static final List<LocalService> ALL = List.of(Throwaway.SERVICE);

  @Test
  void startsEverythingInOneProcessUnlessToldOtherwise() {
    Options options = Options.parse(List.of());
    assertThat(options.split()).isFalse();
    assertThat(options.external()).isFalse();
    assertThat(options.choose(ALL)).isEqualTo(ALL);
  }

  @Test
  void takesServicesByEitherName() {
    Options options = Options.parse(List.of("--split", "--services=svc-feed, feed"));
    assertThat(options.split()).isTrue();
    assertThat(options.choose(ALL)).isEqualTo(ALL);
  }

  @Test
  void saysWhichServicesThereAre() {
    assertThatThrownBy(() -> Options.parse(List.of("--services=emial")).choose(ALL))
        .hasMessage("No service is called 'emial'. There are [feed].");
  }

  @Test
  void showsItsUseWhenItDoesNotUnderstand() {
    assertThatThrownBy(() -> Options.parse(List.of("--infra=cloud")))
        .hasMessageContaining("Unknown option --infra=cloud")
        .hasMessageContaining("Usage:");
  }

  @Test
  void externalInfrastructureMustBeNamed() {
    Settings settings =
        Settings.read(
            Options.parse(List.of("--infra=external")), ALL, Map.of(Infra.PG_URL, "jdbc:x"));
    assertThatThrownBy(() -> new Infra(settings, null))
        .hasMessageContaining("TWITE_REDIS_URL is missing");
  }

  @Test
  void aWrongPortBaseIsExplained() {
    assertThatThrownBy(
            () -> Settings.read(Options.parse(List.of()), ALL, Map.of("TWITE_PORT_BASE", "eighty")))
        .hasMessageContaining("TWITE_PORT_BASE: 'eighty' is not a whole number");
  }
}
