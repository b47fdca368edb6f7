package dev.twite.admin;

import dev.twite.admin.access.Actor;
import dev.twite.admin.access.Permission;
import dev.twite.admin.events.AdminEvents;
import dev.twite.admin.store.StandingDao;
import dev.twite.admin.store.StandingRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Role;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/**
 * Decides about accounts: bans and roles. A decision, its audit row and its event are one
 * transaction; what changes nothing leaves no trace.
 */
public final class Standings {
  private static final int MAX_REASON = 500;
  private static final int MAX_NOTE = 2_000;
  // Year 9999: what RFC 3339 can write.
  private static final long LATEST_MS = 253_402_300_799_000L;

  private final Database database;
  private final Directory directory;
  private final AuditLog audit;
  private final AdminEvents events;
  private final Clock clock;

  @Inject
  Standings(
      Database database, Directory directory, AuditLog audit, AdminEvents events, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.audit = audit;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Bans, or replaces a ban.
   *
   * @param untilMs 0 = until it is lifted
   * @throws TwiteException USER_NOT_FOUND, FORBIDDEN, CANNOT_TARGET_SELF, INVALID_REQUEST
   */
  public StandingRow ban(Actor actor, long userId, String reason, long untilMs, String note) {
    String told = reason.strip();
    long now = clock.millis();
    new Checks()
        .text("reason", told, 1, MAX_REASON)
        .text("note", note, 0, MAX_NOTE)
        .require(
            untilMs == 0 || (untilMs > now && untilMs <= LATEST_MS),
            "until",
            "out_of_range",
            "Is not in the future")
        .finish();
    requireOther(actor, userId);
    return change(
        actor,
        Permission.BAN,
        userId,
        Action.ACCOUNT_BAN,
        told,
        row -> {
          actor.requireAbove(row.role());
          return row.withBan(told, untilMs, note, now);
        });
  }

  /**
   * Lifts a ban, if there is one.
   *
   * @param reason may be empty
   * @throws TwiteException USER_NOT_FOUND, FORBIDDEN, CANNOT_TARGET_SELF, INVALID_REQUEST
   */
  public StandingRow unban(Actor actor, long userId, String reason) {
    new Checks().text("reason", reason, 0, MAX_REASON).finish();
    requireOther(actor, userId);
    return change(
        actor,
        Permission.BAN,
        userId,
        Action.ACCOUNT_UNBAN,
        reason.strip(),
        row -> {
          actor.requireAbove(row.role());
          return row.banned() ? row.withoutBan() : row;
        });
  }

  /**
   * Gives a role.
   *
   * @throws TwiteException USER_NOT_FOUND, FORBIDDEN, CANNOT_TARGET_SELF
   */
  public StandingRow setRole(Actor actor, long userId, Role role) {
    requireOther(actor, userId);
    return change(
        actor,
        Permission.SET_ROLES,
        userId,
        Action.ROLE_SET,
        "",
        row -> row.role() == role ? row : row.withRole(role));
  }

  /** Lifts a ban whose time is over; the row is locked by {@code handle}'s transaction. */
  void lift(Handle handle, StandingRow row) {
    store(
        handle,
        AuditLog.Signature.TWITE,
        Action.ACCOUNT_UNBAN,
        "Its time is over",
        row,
        row.withoutBan());
  }

  private StandingRow change(
      Actor actor,
      Permission permission,
      long userId,
      Action action,
      String reason,
      UnaryOperator<StandingRow> decision) {
    directory.requireLive(userId);
    AuditLog.Signature by = audit.signature(actor);
    return database.transact(
        handle -> {
          StandingDao standings = handle.attach(StandingDao.class);
          standings.make(userId);
          StandingRow before = standings.lock(userId);
          // Once more, for it may have changed since the gate looked.
          requireStill(standings, actor, permission);
          StandingRow after = decision.apply(before);
          if (after.version() != before.version()) {
            store(handle, by, action, reason, before, after);
          }
          return after;
        });
  }

  private void store(
      Handle handle,
      AuditLog.Signature by,
      Action action,
      String reason,
      StandingRow before,
      StandingRow after) {
    handle.attach(StandingDao.class).update(after);
    events.standingChanged(handle, after);
    audit.write(
        handle,
        by,
        new AuditLog.Entry(
            action, Long.toString(after.userId()), reason, told(before), told(after)));
  }

  private void requireStill(StandingDao standings, Actor actor, Permission permission) {
    Optional<Role> said = actor.role();
    if (said.isPresent()) {
      Role now =
          standings.unchangingRole(actor.id(), clock.millis()).stream()
              .findFirst()
              .orElse(Role.USER);
      if (!permission.isOf(now)) {
        throw TwiteException.of(ErrorCode.FORBIDDEN);
      }
    }
  }

  private static void requireOther(Actor actor, long userId) {
    new Checks().require(userId > 0, "user_id", "required", "Missing; give an id").finish();
    if (actor.id() == userId) {
      throw TwiteException.of(ErrorCode.CANNOT_TARGET_SELF);
    }
  }

  // Without the note: it may be about third parties, and the log keeps everything for ever.
  private static Map<String, Object> told(StandingRow row) {
    Map<String, Object> told = new HashMap<>();
    told.put("role", row.role().name());
    told.put("banned", row.banned());
    if (row.banned()) {
      told.put("ban_reason", row.banReason());
      told.put("banned_until_ms", row.bannedUntilMs());
    }
    return told;
  }
}
