package dev.twite.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdminConfigTest {
  @Test
  void portsAreByService() {
    assertThat(read("auth=127.0.0.1:8111, tweet=[::1]:9").ops())
        .isEqualTo(Map.of("auth", "127.0.0.1:8111", "tweet", "[::1]:9"));
    assertThat(read("").ops()).isEmpty();
  }

  @Test
  void whatIsNoPortStopsTheStart() {
    for (String wrong : new String[] {"auth", "=a:1", "auth=here", "auth=a@b:1", "auth=a/b:1"}) {
      assertThatThrownBy(() -> read(wrong)).as(wrong).isInstanceOf(ConfigException.class);
    }
  }

  private static AdminConfig read(String ops) {
    ConfigReader reader = new ConfigReader("admin", Map.of("TWITE_ADMIN_OPS", ops));
    AdminConfig config = AdminConfig.from(reader);
    reader.finish();
    return config;
  }
}
