package dev.twite.admin.access;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.Role;
import io.grpc.Context;
import java.util.Optional;

/**
 * Who acts.
 *
 * @param id of the account; 0 = the operator's command line, or Twite itself
 * @param role empty where everything is allowed
 * @param name of one that is no account
 */
public record Actor(long id, Optional<Role> role, String name) {
  /** The operator's command line. */
  public static final Actor CTL = new Actor(0, Optional.empty(), "ctl");

  /** What Twite does by itself: a ban's end. */
  public static final Actor TWITE = new Actor(0, Optional.empty(), "twite");

  static final Context.Key<Actor> KEY = Context.key("twite-admin-actor");

  static Actor account(long id, Role role) {
    return new Actor(id, Optional.of(role), "");
  }

  /** Whom the gate has let in. */
  public static Actor current() {
    Actor actor = KEY.get();
    if (actor == null) {
      throw new IllegalStateException("The call did not come through the gate");
    }
    return actor;
  }

  public boolean isAccount() {
    return id != 0;
  }

  public boolean may(Permission permission) {
    return role.map(permission::isOf).orElse(true);
  }

  /**
   * @throws TwiteException FORBIDDEN unless the actor's role is above another's
   */
  public void requireAbove(Role other) {
    if (role.isPresent() && (role.get() == other || !role.get().includes(other))) {
      throw TwiteException.of(ErrorCode.FORBIDDEN, "The account's role is not below your own");
    }
  }
}
