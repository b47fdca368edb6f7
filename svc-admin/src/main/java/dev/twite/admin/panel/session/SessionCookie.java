package dev.twite.admin.panel.session;

import com.google.common.base.Splitter;
import dev.twite.admin.panel.PanelConfig;
import dev.twite.common.identity.Sealer;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * The session's cookie (S19): {@code __Host-twite-panel}, Secure, where the panel is reached by
 * HTTPS; {@code twite-panel} on plain loopback HTTP, where browsers would refuse the other.
 * HttpOnly and SameSite=Strict always. Sealed, so nothing has to be kept here, and any replica can
 * read it.
 */
public final class SessionCookie {
  private static final String NAME = "twite-panel";
  private static final String KIND = "panel1";
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);
  private static final int FIELDS = 6;

  private final PanelConfig config;
  private final Sealer sealer;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  @Inject
  SessionCookie(PanelConfig config, Sealer sealer, Clock clock) {
    this.config = config;
    this.sealer = sealer;
    this.clock = clock;
  }

  /** A stay that begins now. */
  public PanelSession begin(long userId, long sessionId) {
    byte[] token = new byte[16];
    random.nextBytes(token);
    Instant now = clock.instant();
    return new PanelSession(
        userId, sessionId, Base64.getUrlEncoder().withoutPadding().encodeToString(token), now, now);
  }

  /** What a request's cookies say; empty when there is no session, or it has ended by time. */
  public Optional<PanelSession> read(String cookies) {
    for (String cookie : Splitter.on(';').trimResults().split(cookies)) {
      if (cookie.startsWith(name() + "=")) {
        return open(cookie.substring(name().length() + 1)).filter(this::inTime);
      }
    }
    return Optional.empty();
  }

  /** The session as it goes on; empty when the cookie is fresh enough as it is. */
  public Optional<PanelSession> renewed(PanelSession session) {
    Instant now = clock.instant();
    return now.isBefore(session.seenAt().plus(RENEWED_AFTER))
        ? Optional.empty()
        : Optional.of(session.seen(now));
  }

  /** The header that sets it. */
  public String write(PanelSession session) {
    String text =
        String.join(
            " ",
            KIND,
            Long.toString(session.userId()),
            Long.toString(session.sessionId()),
            session.token(),
            Long.toString(session.begunAt().toEpochMilli()),
            Long.toString(session.seenAt().toEpochMilli()));
    return header(Base64.getUrlEncoder().withoutPadding().encodeToString(sealer.seal(text)), "");
  }

  /** The header that takes it away. */
  public String clear() {
    return header("", "; Max-Age=0");
  }

  private String name() {
    return config.secure() ? "__Host-" + NAME : NAME;
  }

  private String header(String value, String more) {
    return name()
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict"
        + (config.secure() ? "; Secure" : "")
        + more;
  }

  private boolean inTime(PanelSession session) {
    Instant now = clock.instant();
    return now.isBefore(session.seenAt().plus(config.idle()))
        && now.isBefore(session.begunAt().plus(config.longest()));
  }

  private Optional<PanelSession> open(String value) {
    try {
      List<String> fields =
          Splitter.on(' ').splitToList(sealer.open(Base64.getUrlDecoder().decode(value)));
      // The key seals other things too: none of them passes for a session.
      if (fields.size() != FIELDS || !fields.getFirst().equals(KIND)) {
        return Optional.empty();
      }
      return Optional.of(
          new PanelSession(
              Long.parseLong(fields.get(1)),
              Long.parseLong(fields.get(2)),
              fields.get(3),
              Instant.ofEpochMilli(Long.parseLong(fields.get(4))),
              Instant.ofEpochMilli(Long.parseLong(fields.get(5)))));
    } catch (RuntimeException forged) {
      return Optional.empty();
    }
  }
}
