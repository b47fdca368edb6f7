package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortCheckTest {
  @Test
  void seesAListenerOnLoopback() throws IOException {
    int port = FreePort.next();
    try (ServerSocket listener = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(PortCheck.isFree(listener.getLocalPort())).isFalse();
    }
    assertThat(PortCheck.isFree(port)).isTrue();
  }

  @Test
  void seesAListenerOnAllAddresses() throws IOException {
    try (ServerSocket listener = new ServerSocket(FreePort.next())) {
      assertThat(PortCheck.isFree(listener.getLocalPort())).isFalse();
    }
  }

  @Test
  void saysWhoWantedThePortAndHowToMove() throws IOException {
    int port = FreePort.next();
    assertThatCode(() -> PortCheck.requireFree(port, "Redis")).doesNotThrowAnyException();
    try (ServerSocket listener = new ServerSocket(port)) {
      assertThatThrownBy(() -> PortCheck.requireFree(listener.getLocalPort(), "Redis"))
          .isInstanceOf(ServerException.class)
          .hasMessageContaining("Port " + port)
          .hasMessageContaining("Redis wants it")
          .hasMessageContaining("TWITE_PORT_BASE=24000");
    }
  }
}
