package dev.twite.auth;

import com.google.common.primitives.Longs;
import dev.twite.auth.store.AccountDao;
import dev.twite.auth.store.AccountDao.AccountRow;
import dev.twite.auth.store.AccountDao.Filter;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.identity.Role;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** Looks accounts up for moderation. */
public final class Accounts {
  private static final int MAX_IDS = 100;
  private static final int MAX_PAGE = 100;
  private static final int MAX_QUERY = 100;

  private final Database database;
  private final Clock clock;

  @Inject
  Accounts(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST
   */
  public List<AccountRow> find(FindAccountsRequest request) {
    check(request);
    Filter filter =
        new Filter(
            request.getBannedOnly(),
            request.getRole(),
            request.getBeforeId() == 0 ? Long.MAX_VALUE : request.getBeforeId(),
            request.getLimit(),
            clock.millis());
    return database.read(handle -> find(handle, request, filter));
  }

  private static List<AccountRow> find(Handle handle, FindAccountsRequest request, Filter filter) {
    AccountDao accounts = handle.attach(AccountDao.class);
    if (request.getUserIdsCount() > 0) {
      return accounts.byIds(Longs.toArray(request.getUserIdsList()), filter);
    }
    if (!request.getHandle().isEmpty()) {
      return accounts.byHandle(lower(request.getHandle()), filter);
    }
    String query = lower(request.getQuery().strip());
    if (query.isEmpty()) {
      return accounts.all(filter);
    }
    return query.indexOf('@') > 0
        ? accounts.byEmail(query, filter)
        : accounts.byPrefix(prefix(query.startsWith("@") ? query.substring(1) : query), filter);
  }

  // LIKE's own signs stand for themselves: handles have underscores.
  private static String prefix(String query) {
    return query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static void check(FindAccountsRequest request) {
    boolean knownRole =
        request.getRole().isEmpty()
            || Arrays.stream(Role.values()).anyMatch(role -> role.name().equals(request.getRole()));
    new Checks()
        .require(
            request.getUserIdsCount() <= MAX_IDS,
            "user_ids",
            "too_many",
            "Has more than " + MAX_IDS + " ids")
        .text("query", request.getQuery(), 0, MAX_QUERY)
        .text("handle", request.getHandle(), 0, MAX_QUERY)
        .require(knownRole, "role", "invalid_value", "Is none of USER, MODERATOR, ADMIN")
        .require(request.getBeforeId() >= 0, "cursor", "invalid_cursor", "Is no cursor of ours")
        .require(
            request.getLimit() >= 1 && request.getLimit() <= MAX_PAGE,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_PAGE)
        .finish();
  }
}
