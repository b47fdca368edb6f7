package dev.twite.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
