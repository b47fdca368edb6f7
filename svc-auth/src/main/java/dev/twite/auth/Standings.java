package dev.twite.auth;

import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.session.RevocationTail;
import dev.twite.auth.store.SessionDao;
import dev.twite.auth.store.UserDao;
import dev.twite.auth.store.UserRow;
import dev.twite.common.db.Database;
import dev.twite.common.identity.Role;
import dev.twite.proto.events.v1.StandingChanged;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Makes svc-admin's decisions hold: role and ban of an account, the end of its sessions (S8), and
 * word to the others. Of two decisions the later one holds, in whatever order they come.
 */
public final class Standings {
  private final Database database;
  private final AuthEvents events;
  private final RevocationTail revocations;
  private final Clock clock;

  @Inject
  Standings(Database database, AuthEvents events, RevocationTail revocations, Clock clock) {
    this.database = database;
    this.events = events;
    this.revocations = revocations;
    this.clock = clock;
  }

  /** Takes a decision over, unless it or a later one is in force already. */
  public void take(StandingChanged decided) {
    database.run(handle -> take(handle, decided));
    // Also where it was in force already: the first time may have ended here.
    revocations.tellAgain(decided.getUserId());
  }

  private void take(Handle handle, StandingChanged decided) {
    UserDao users = handle.attach(UserDao.class);
    Optional<UserRow> user = users.lock(decided.getUserId());
    if (user.isEmpty() || user.get().standingVersion() >= decided.getVersion()) {
      return;
    }
    UserRow before = user.get();
    Role role = Role.valueOf(decided.getRole());
    long now = clock.millis();
    users.setStanding(
        before.id(),
        role,
        decided.getBanned() ? now : null,
        decided.getBanned() && decided.getBannedUntilMs() > 0 ? decided.getBannedUntilMs() : null,
        decided.getBanReason(),
        decided.getVersion());
    if (before.isDeleted()) {
      return;
    }
    boolean wasBanned = before.bannedAtMs().isPresent();
    if (decided.getBanned() || !role.includes(before.role())) {
      // Also of a ban that goes on: its former end may have let the account in.
      var unused = handle.attach(SessionDao.class).revokeAll(before.id(), 0, now);
    }
    if (decided.getBanned()) {
      events.banned(handle, before.id(), decided.getVersion());
    } else if (wasBanned) {
      events.unbanned(handle, before.id(), decided.getVersion());
    }
  }
}
