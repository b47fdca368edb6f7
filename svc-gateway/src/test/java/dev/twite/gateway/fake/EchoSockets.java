package dev.twite.gateway.fake;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Authenticator;
import dev.twite.common.http.HttpModule;
import dev.twite.common.http.Socket;
import dev.twite.common.http.SocketEndpoint;
import dev.twite.common.http.SocketListener;
import dev.twite.common.http.SocketRequest;
import dev.twite.common.identity.User;
import jakarta.inject.Inject;
import java.util.List;

/**
 * An instance of svc-websocket that says first who it is for, then each message back; {@code close
 * 4408} has it close, {@code flood} has it send without end.
 *
 * @param name the service's name, one an instance
 */
public record EchoSockets(String name) implements ServiceSpec {
  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new HttpModule(config, Nobody.class, List.of(), List.of(), List.of(Echo.class)),
        new AbstractModule() {});
  }

  static final class Nobody implements Authenticator {
    @Inject
    Nobody() {}

    @Override
    public User authenticate(String accessToken) {
      throw TwiteException.of(ErrorCode.TOKEN_INVALID);
    }
  }

  static final class Echo implements SocketEndpoint {
    @Inject
    Echo() {}

    @Override
    public String path() {
      return "/v1/ws";
    }

    @Override
    public SocketListener admit(SocketRequest request) {
      if (request.header("Origin").isPresent()) {
        throw TwiteException.of(ErrorCode.FORBIDDEN);
      }
      String about =
          request.query("ticket").orElse("none")
              + " "
              + request.header("X-Forwarded-For").orElse("none")
              + " "
              + request.requestId();
      return new Speaker(about);
    }
  }

  private static final class Speaker implements SocketListener {
    private final String about;
    private Socket socket;

    Speaker(String about) {
      this.about = about;
    }

    @Override
    public void opened(Socket opened) {
      socket = opened;
      say(about);
    }

    @Override
    public void text(String text) {
      if (text.startsWith("close ")) {
        socket.close(Integer.parseInt(text.substring(6)), "as told");
      } else if (text.equals("flood")) {
        flood("x".repeat(60_000));
      } else {
        say(text);
      }
    }

    private void flood(String text) {
      socket.send(text, () -> flood(text), () -> {});
    }

    private void say(String text) {
      socket.send(text, () -> {}, () -> {});
    }

    @Override
    public void closed(int code, String reason) {}
  }
}
