package dev.twite.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NotificationConfigTest {
  @Test
  void keepsNotificationsForNinetyDaysUnlessToldOtherwise() {
    assertThat(NotificationConfig.from(new ConfigReader("notification", Map.of())).retention())
        .isEqualTo(Duration.ofDays(90));
  }

  @Test
  void readsItsOwnVariable() {
    ConfigReader config =
        new ConfigReader("notification", Map.of("TWITE_NOTIFICATION_RETENTION", "30d"));
    assertThat(NotificationConfig.from(config).retention()).isEqualTo(Duration.ofDays(30));
    config.finish();
  }

  @Test
  void refusesLessThanADay() {
    ConfigReader config =
        new ConfigReader("notification", Map.of("TWITE_NOTIFICATION_RETENTION", "1h"));
    NotificationConfig.from(config);
    assertThatThrownBy(config::finish)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("RETENTION");
  }
}
