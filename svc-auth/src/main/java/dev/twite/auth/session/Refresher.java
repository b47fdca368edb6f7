package dev.twite.auth.session;

import dev.twite.auth.OpaqueToken;
import dev.twite.auth.store.RefreshTokenDao;
import dev.twite.auth.store.RefreshTokenDao.TokenRow;
import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.SessionRow;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Sealer;
import dev.twite.common.metrics.Metrics;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Replaces refresh tokens (S7, RFC 9700 4.14). A token has one successor, however many ask for it
 * at once: they go one by one through the lock on their session. A second use within {@link #GRACE}
 * gives that same successor, for clients whose answer was lost; a later one means that two parties
 * hold the token, and ends the session.
 */
public final class Refresher {
  /** How long a used token still gives its successor. */
  public static final Duration GRACE = Duration.ofSeconds(10);

  private static final int MAX_TOKEN = 512;

  private final Database database;
  private final SessionOpener opener;
  private final Sealer sealer;
  private final RevocationPublisher revocations;
  private final Counter outcomes;
  private final Clock clock;

  @Inject
  Refresher(
      Database database,
      SessionOpener opener,
      Sealer sealer,
      RevocationPublisher revocations,
      Metrics metrics,
      Clock clock) {
    this.database = database;
    this.opener = opener;
    this.sealer = sealer;
    this.revocations = revocations;
    this.outcomes =
        metrics.counter("twite_auth_refreshes_total", "Refreshes by their outcome", "outcome");
    this.clock = clock;
  }

  /** What came of it; a revocation must be committed, so it can't be an exception. */
  private sealed interface Outcome {
    record Given(String label, SignedIn signedIn) implements Outcome {}

    record Refused(String label, TwiteException why) implements Outcome {
      static Refused invalid(String label) {
        return new Refused(label, TwiteException.of(ErrorCode.REFRESH_TOKEN_INVALID));
      }
    }

    record Reused(long sessionId) implements Outcome {}
  }

  /**
   * @throws TwiteException REFRESH_TOKEN_INVALID for an unknown, expired, revoked or reused one;
   *     ACCOUNT_BANNED
   */
  public SignedIn refresh(String token, Origin origin) {
    new Checks().text("refresh_token", token, 1, MAX_TOKEN).finish();
    Outcome outcome = database.transact(handle -> rotate(handle, token, origin));
    return switch (outcome) {
      case Outcome.Given given -> {
        outcomes.labels(given.label()).inc();
        yield given.signedIn();
      }
      case Outcome.Refused refused -> {
        outcomes.labels(refused.label()).inc();
        throw refused.why();
      }
      case Outcome.Reused reused -> {
        outcomes.labels("reused").inc();
        revocations.announce(List.of(reused.sessionId()));
        throw TwiteException.of(ErrorCode.REFRESH_TOKEN_INVALID);
      }
    };
  }

  private Outcome rotate(Handle handle, String token, Origin origin) {
    RefreshTokenDao tokens = handle.attach(RefreshTokenDao.class);
    SessionDao sessions = handle.attach(SessionDao.class);
    byte[] hash = OpaqueToken.hashOf(token);
    Optional<TokenRow> seen = tokens.find(hash);
    if (seen.isEmpty()) {
      return Outcome.Refused.invalid("unknown");
    }
    boolean unused = seen.get().usedAtMs().isEmpty();
    long sessionId = seen.get().sessionId();
    Optional<SessionRow> session = unused ? sessions.lock(sessionId) : sessions.find(sessionId);
    // Read again: whoever held the lock may have used it. A used one stays so and needs no lock.
    Optional<TokenRow> row = unused ? tokens.find(hash) : seen;
    if (session.isEmpty() || row.isEmpty()) {
      return Outcome.Refused.invalid("ended");
    }
    return judge(handle, hash, row.get(), session.get(), origin);
  }

  private Outcome judge(
      Handle handle, byte[] hash, TokenRow row, SessionRow session, Origin origin) {
    Optional<UserRow> user =
        handle.attach(UserDao.class).find(session.userId()).filter(found -> !found.isDeleted());
    long now = clock.millis();
    if (row.expiresAtMs() <= now || user.isEmpty()) {
      return Outcome.Refused.invalid("ended");
    }
    // Before the session's end, which the ban has brought about.
    if (user.get().isBanned(now)) {
      return new Outcome.Refused(
          "banned", TwiteException.of(ErrorCode.ACCOUNT_BANNED, user.get().ban().notice(now)));
    }
    if (!session.isLive(now)) {
      return Outcome.Refused.invalid("ended");
    }
    Optional<Long> usedAt = row.usedAtMs();
    if (usedAt.isEmpty()) {
      SignedIn next = replace(handle, hash, session, user.get(), origin, now);
      return new Outcome.Given("rotated", next);
    }
    Optional<byte[]> successor = handle.attach(RefreshTokenDao.class).successor(hash);
    if (successor.isPresent() && now - usedAt.get() <= GRACE.toMillis()) {
      return new Outcome.Given(
          "repeated", new SignedIn(user.get(), session, sealer.open(successor.get())));
    }
    handle.attach(SessionDao.class).revoke(session.id(), session.userId(), now);
    return new Outcome.Reused(session.id());
  }

  private SignedIn replace(
      Handle handle, byte[] hash, SessionRow session, UserRow user, Origin origin, long now) {
    RefreshTokenDao tokens = handle.attach(RefreshTokenDao.class);
    if (tokens.use(hash, now) != 1) {
      throw new IllegalStateException("A refresh token was used under its session's lock");
    }
    OpaqueToken next = OpaqueToken.random();
    long expires = opener.expiry(session.createdAtMs(), now);
    tokens.insert(next.hash(), session.id(), expires);
    tokens.insertSuccessor(hash, sealer.seal(next.reveal()), now);
    String agent = origin.userAgent().isEmpty() ? session.userAgent() : origin.userAgent();
    String address = origin.address().isEmpty() ? session.address() : origin.address();
    SessionDao sessions = handle.attach(SessionDao.class);
    sessions.use(session.id(), agent, address, now, expires);
    SessionRow used = sessions.find(session.id()).orElse(session);
    return SignedIn.with(user, used, next);
  }
}
