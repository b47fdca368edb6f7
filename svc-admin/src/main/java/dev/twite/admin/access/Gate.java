package dev.twite.admin.access;

import dev.twite.admin.store.StandingDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * Lets only those in who may, at every method (S2). A person's role is the lesser of what the call
 * token says and what the account's own row says: a demoted admin is none any more at once,
 * whatever tokens are still about, and so is one who is banned. The operator's command line, a
 * service of its own, may do everything.
 */
public final class Gate implements ServerInterceptor {
  private static final String COMMAND_LINE = "ctl";
  // Itself: the panel, which calls for whoever is signed in to it.
  private static final Set<String> DOORS = Set.of("gateway", "admin");

  private final Database database;
  private final Clock clock;
  private final Map<String, Permission> needed;

  /**
   * @throws IllegalStateException when a method has no permission declared
   */
  @Inject
  Gate(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
    this.needed = AccessTable.checked();
  }

  @Override
  public <Q, A> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
    Permission permission = needed.get(call.getMethodDescriptor().getBareMethodName());
    Actor actor = actor();
    if (!actor.may(permission)) {
      throw TwiteException.of(ErrorCode.FORBIDDEN);
    }
    return Contexts.interceptCall(
        Context.current().withValue(Actor.KEY, actor), call, headers, next);
  }

  private Actor actor() {
    String caller = CallContext.service().orElse("");
    if (caller.equals(COMMAND_LINE)) {
      return Actor.CTL;
    }
    CallContext.requireService(DOORS);
    User user = CallContext.requireUser();
    if (user.role() == Role.USER) {
      return Actor.account(user.id(), Role.USER);
    }
    Role own =
        database.read(handle -> handle.attach(StandingDao.class).role(user.id(), clock.millis()));
    return Actor.account(user.id(), user.role().includes(own) ? own : user.role());
  }
}
