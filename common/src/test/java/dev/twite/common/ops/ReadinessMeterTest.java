package dev.twite.common.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.metrics.Metrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ReadinessMeterTest {
  private static final Readiness READY = new Readiness(true, Map.of());

  private final Metrics metrics = new Metrics("sample");
  private final AtomicReference<Readiness> state = new AtomicReference<>(READY);
  private final ReadinessMeter meter =
      new ReadinessMeter(state::get, List.of(check("postgres"), check("keys")), metrics);

  @Test
  void whatFailsIsNamedUntilItPassesAgain() {
    state.set(new Readiness(false, Map.of("postgres", "PSQLException")));
    meter.look();
    assertThat(ready()).isZero();
    assertThat(up("postgres")).isZero();
    assertThat(up("keys")).isEqualTo(1);
    state.set(READY);
    meter.look();
    assertThat(ready()).isEqualTo(1);
    assertThat(up("postgres")).isEqualTo(1);
  }

  @Test
  void aServiceThatStartsIsNotReady() {
    state.set(new Readiness(false, Map.of("sample", "starting or stopping")));
    meter.look();
    assertThat(ready()).isZero();
    assertThat(up("postgres")).as("not known to fail").isEqualTo(1);
  }

  @Test
  void aServiceOfWhichNobodyKnowsIsNotReady() {
    AtomicBoolean broken = new AtomicBoolean();
    Metrics own = new Metrics("broken");
    ReadinessMeter its =
        new ReadinessMeter(
            () -> {
              if (broken.get()) {
                throw new NoClassDefFoundError("Driver");
              }
              return READY;
            },
            List.of(),
            own);
    its.look();
    assertThat(own.registry().getSampleValue("twite_ready")).isEqualTo(1);
    broken.set(true);
    assertThatThrownBy(its::look).isInstanceOf(NoClassDefFoundError.class);
    assertThat(own.registry().getSampleValue("twite_ready")).isZero();
  }

  private double ready() {
    return metrics.registry().getSampleValue("twite_ready");
  }

  private double up(String check) {
    return metrics
        .registry()
        .getSampleValue("twite_check_up", new String[] {"check"}, new String[] {check});
  }

  private static HealthCheck check(String name) {
    return new HealthCheck() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void check() {}
    };
  }
}
