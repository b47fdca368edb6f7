package dev.twite.auth;

import static dev.twite.auth.AuthFixture.HOME;
import static dev.twite.auth.AuthFixture.as;
import static dev.twite.auth.AuthFixture.codeOf;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.twite.common.error.ErrorCode;
import dev.twite.proto.auth.v1.ConfirmPasswordResetRequest;
import dev.twite.proto.auth.v1.LogoutRequest;
import dev.twite.proto.auth.v1.RegisterRequest;
import dev.twite.proto.auth.v1.RequestPasswordResetRequest;
import dev.twite.proto.auth.v1.SessionResponse;
import dev.twite.proto.events.v1.MailRequested;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecrecyIT {
  private static final String PASSWORD = "canary-password-4711";
  private static final String NEW_PASSWORD = "canary-password-4712";
  private static final String EMAIL = "canary-address@example.org";

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.twite");
  private final Capture capture = new Capture();
  private AuthFixture fixture;

  @BeforeEach
  void start() throws Exception {
    capture.start();
    ours.setLevel(Level.TRACE);
    root.addAppender(capture);
    fixture = new AuthFixture();
  }

  @AfterEach
  void stop() {
    fixture.close();
    root.detachAppender(capture);
    ours.setLevel(Level.INFO);
  }

  @Test
  void noSecretGetsIntoALog_S22() throws Exception {
    List<String> canaries = new ArrayList<>(List.of(PASSWORD, NEW_PASSWORD, "canary-address"));
    RegisterRequest request =
        AuthFixture.registration().setEmail(EMAIL).setPassword(PASSWORD).build();

    SessionResponse made = fixture.auth.register(request);
    assertThat(codeOf(() -> fixture.auth.register(request))).isEqualTo(ErrorCode.HANDLE_TAKEN);
    SessionResponse second = fixture.login(EMAIL, PASSWORD, HOME);
    assertThat(codeOf(() -> fixture.login(EMAIL, NEW_PASSWORD, HOME)))
        .isEqualTo(ErrorCode.INVALID_CREDENTIALS);
    SessionResponse third = fixture.refresh(second.getRefreshToken());
    var unused = as(third, () -> fixture.auth.logout(LogoutRequest.getDefaultInstance()));
    var unusedRequest =
        fixture.auth.requestPasswordReset(
            RequestPasswordResetRequest.newBuilder().setEmail(EMAIL).build());
    for (SessionResponse session : List.of(made, second, third)) {
      canaries.add(session.getRefreshToken());
      canaries.add(session.getAccessToken());
    }
    try (Events events = new Events(fixture.env)) {
      String token = events.token(made.getUserId(), MailRequested.Kind.PASSWORD_RESET);
      canaries.add(token);
      var unusedConfirmation =
          fixture.auth.confirmPasswordReset(
              ConfirmPasswordResetRequest.newBuilder()
                  .setToken(token)
                  .setNewPassword(NEW_PASSWORD)
                  .build());
    }

    assertNone(canaries);
  }

  @Test
  void aFailureOfTheDatabaseIsLoggedWithoutTheRow_S22() throws Exception {
    migrate("ALTER TABLE users ADD CONSTRAINT no_canary CHECK (name <> 'Canary')");
    RegisterRequest request =
        AuthFixture.registration().setEmail(EMAIL).setPassword(PASSWORD).setName("Canary").build();

    assertThat(codeOf(() -> fixture.auth.register(request))).isEqualTo(ErrorCode.INTERNAL);

    assertThat(lines).anyMatch(line -> line.contains("no_canary"));
    assertNone(List.of("canary-address", PASSWORD, "$2a$"));
  }

  private void assertNone(List<String> canaries) {
    assertThat(lines).isNotEmpty();
    for (String canary : canaries) {
      assertThat(lines).noneMatch(line -> line.contains(canary));
    }
  }

  private void migrate(String sql) throws Exception {
    Map<String, String> env = fixture.env.asMap();
    try (Connection owner =
            DriverManager.getConnection(
                env.get("TWITE_PG_URL"),
                env.get("TWITE_AUTH_PG_OWNER_USER"),
                env.get("TWITE_AUTH_PG_OWNER_PASSWORD"));
        Statement statement = owner.createStatement()) {
      statement.execute(sql);
    }
  }

  private final class Capture extends AppenderBase<ILoggingEvent> {
    private final ThrowableProxyConverter stack = new ThrowableProxyConverter();

    @Override
    public void start() {
      stack.start();
      super.start();
    }

    @Override
    protected void append(ILoggingEvent event) {
      lines.add(event.getFormattedMessage() + stack.convert(event));
    }
  }
}
