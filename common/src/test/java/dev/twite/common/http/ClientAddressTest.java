package dev.twite.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientAddressTest {
  private final ClientAddress behindProxy = new ClientAddress(List.of("10.0.0.1", "10.0.0.2"));

  @Test
  void headerOfAStrangerIsIgnored_S12() {
    assertThat(behindProxy.of("203.0.113.9", "1.2.3.4")).isEqualTo("203.0.113.9");
  }

  @Test
  void rightmostAddressThatIsNoProxyIsTheClient_S12() {
    assertThat(behindProxy.of("10.0.0.1", "6.6.6.6, 203.0.113.9, 10.0.0.2"))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void withoutProxiesThePeerIsTheClient_S12() {
    assertThat(new ClientAddress(List.of()).of("[2001:db8::1]", "1.2.3.4"))
        .isEqualTo("2001:db8::1");
  }

  @Test
  void proxiesMayBeANetwork_S12() {
    ClientAddress networks = new ClientAddress(List.of("172.30.83.0/25", "2001:db8:7::/48"));
    assertThat(networks.of("172.30.83.127", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(networks.of("172.30.83.128", "203.0.113.9")).isEqualTo("172.30.83.128");
    assertThat(networks.of("::ffff:172.30.83.4", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(networks.of("2001:db8:7:1::5", "203.0.113.9")).isEqualTo("203.0.113.9");
    assertThat(networks.of("2001:db8:8::5", "203.0.113.9")).isEqualTo("2001:db8:8::5");
    // Of whom it is not known where they are nobody is believed.
    assertThat(networks.of("172.30.83.4", "203.0.113.9, unknown")).isEqualTo("unknown");
  }

  @Test
  void whatIsNoAddressIsAFault() {
    ConfigReader config =
        new ConfigReader(
            "gateway", Map.of("TWITE_HTTP_TRUSTED_PROXIES", "192.0.2.1, caddy, 10.0.0.0/33"));
    HttpConfig.from(config);
    assertThatThrownBy(config::finish)
        .hasMessageContainingAll("'caddy' is neither", "'10.0.0.0/33' is neither")
        .hasMessageNotContaining("192.0.2.1'");
  }
}
