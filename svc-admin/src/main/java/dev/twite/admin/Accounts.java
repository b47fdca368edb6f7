package dev.twite.admin;

import com.google.common.primitives.Longs;
import dev.twite.admin.access.Actor;
import dev.twite.admin.access.Permission;
import dev.twite.admin.store.AuditRow;
import dev.twite.admin.store.ReportDao;
import dev.twite.admin.store.StandingDao;
import dev.twite.admin.store.StandingRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Accounts as moderation sees them: what svc-auth has of them, and their standing here. */
public final class Accounts {
  private final Directory directory;
  private final Database database;
  private final AuditLog audit;

  /** An account and its standing; its address is left out where the reader must not see it. */
  public record Account(AccountRecord record, StandingRow standing) {}

  /** An account with what hangs on it. */
  public record Detail(Account account, int openReports, List<AuditRow> latest) {}

  @Inject
  Accounts(Directory directory, Database database, AuditLog audit) {
    this.directory = directory;
    this.database = database;
    this.audit = audit;
  }

  /**
   * Newest first. Addresses are found by those who may see them.
   *
   * @throws TwiteException INVALID_REQUEST
   */
  public Page<Account> list(Actor reader, ListAccountsRequest request) {
    int limit = Page.limit(request.getLimit());
    String query = request.getQuery().strip();
    if (query.indexOf('@') > 0 && !reader.may(Permission.SEE_ADDRESSES)) {
      return new Page<>(List.of(), "");
    }
    FindAccountsRequest.Builder wanted =
        FindAccountsRequest.newBuilder()
            .setBannedOnly(request.getBannedOnly())
            .setRole(request.getRole())
            .setBeforeId(request.getCursor().isEmpty() ? 0 : Page.before(request.getCursor()))
            .setLimit(limit);
    // An id, if it is one; no handle is as long.
    if (query.matches("[0-9]{16,18}")) {
      wanted.addUserIds(Long.parseLong(query));
    } else {
      wanted.setQuery(query);
    }
    List<AccountRecord> found = directory.find(wanted.build());
    String next = found.size() < limit ? "" : Long.toString(found.getLast().getId());
    return new Page<>(with(reader, found), next);
  }

  /**
   * @throws TwiteException USER_NOT_FOUND
   */
  public Detail get(Actor reader, GetAccountRequest request) {
    Optional<AccountRecord> found =
        request.getUserId() != 0
            ? directory.byId(request.getUserId())
            : directory.byHandle(request.getHandle());
    AccountRecord record = found.orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
    int reports = database.read(handle -> handle.attach(ReportDao.class).countOpen(record.getId()));
    return new Detail(
        with(reader, List.of(record)).getFirst(), reports, audit.about(reader, record.getId()));
  }

  private List<Account> with(Actor reader, Collection<AccountRecord> found) {
    long[] ids = Longs.toArray(found.stream().map(AccountRecord::getId).toList());
    Map<Long, StandingRow> standings = new HashMap<>();
    database
        .read(handle -> handle.attach(StandingDao.class).find(ids))
        .forEach(row -> standings.put(row.userId(), row));
    return found.stream()
        .map(
            record ->
                new Account(
                    reader.may(Permission.SEE_ADDRESSES)
                        ? record
                        : record.toBuilder().clearEmail().build(),
                    standings.getOrDefault(record.getId(), StandingRow.none(record.getId()))))
        .toList();
  }
}
