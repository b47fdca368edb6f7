package dev.twite.common.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaLinksTest {
  @Test
  void linksBeginWithTheNearestAddressThatIsNamed() {
    assertThat(linkOf(Map.of())).isEqualTo("/media/k.png");
    assertThat(linkOf(Map.of("TWITE_PUBLIC_URL", "https://twite.example")))
        .isEqualTo("https://twite.example/media/k.png");
    assertThat(
            linkOf(
                Map.of(
                    "TWITE_PUBLIC_URL", "https://twite.example",
                    "TWITE_MEDIA_BASE_URL", "https://cdn.example/twite")))
        .isEqualTo("https://cdn.example/twite/media/k.png");
  }

  @Test
  void whatIsNoAddressStopsTheStart() {
    for (String bad : new String[] {"cdn.example", "https://cdn.example/", "https://a b"}) {
      assertThatThrownBy(() -> linkOf(Map.of("TWITE_MEDIA_BASE_URL", bad)))
          .as(bad)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("TWITE_MEDIA_BASE_URL");
    }
  }

  private static String linkOf(Map<String, String> env) {
    ConfigReader config = new ConfigReader("gateway", env);
    MediaLinks links = MediaLinks.from(config);
    config.finish();
    return links.of("k.png");
  }
}
