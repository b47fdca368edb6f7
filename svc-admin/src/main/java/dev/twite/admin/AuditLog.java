package dev.twite.admin;

import dev.twite.admin.access.Actor;
import dev.twite.admin.store.AuditDao;
import dev.twite.admin.store.AuditRow;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.http.Json;
import dev.twite.common.id.IdSource;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.admin.v1.ListAuditRequest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/**
 * What was done, by whom, to what. A row is written in the transaction of its change (S23); of what
 * happens elsewhere (a rebuild), before it happens.
 */
public final class AuditLog {
  private final Database database;
  private final Directory directory;
  private final IdSource ids;
  private final Clock clock;

  /**
   * What an entry says beside who and when.
   *
   * @param reason may be empty
   * @param before what changed, as it was; names in snake_case
   * @param after what changed, as it is
   */
  public record Entry(
      Action action,
      String subjectId,
      String reason,
      Map<String, Object> before,
      Map<String, Object> after) {
    public static Entry of(Action action, String subjectId, String reason) {
      return new Entry(action, subjectId, reason, Map.of(), Map.of());
    }
  }

  @Inject
  AuditLog(Database database, Directory directory, IdSource ids, Clock clock) {
    this.database = database;
    this.directory = directory;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Whose name the entries of an actor bear; ask before the transaction begins.
   *
   * @throws io.grpc.StatusRuntimeException when svc-auth can't say
   */
  public Signature signature(Actor actor) {
    return new Signature(
        actor.id(), actor.isAccount() ? directory.handleOf(actor.id()) : actor.name());
  }

  /** Who signs an entry. */
  public record Signature(long actorId, String actor) {
    static final Signature TWITE = new Signature(0, Actor.TWITE.name());
  }

  /** Adds an entry to the transaction of {@code handle}. */
  public void write(Handle handle, Signature by, Entry entry) {
    Map<String, Object> detail = new TreeMap<>();
    if (!entry.before().isEmpty()) {
      detail.put("before", new TreeMap<>(entry.before()));
    }
    if (!entry.after().isEmpty()) {
      detail.put("after", new TreeMap<>(entry.after()));
    }
    handle
        .attach(AuditDao.class)
        .insert(
            new AuditRow(
                ids.next(),
                clock.millis(),
                by.actorId(),
                by.actor(),
                entry.action().word(),
                entry.action().subjectType(),
                entry.subjectId(),
                entry.reason(),
                new String(Json.write(detail), StandardCharsets.UTF_8),
                CallContext.requestId().orElse("")));
  }

  /** An entry of its own, about what is to happen elsewhere. */
  public void write(Actor actor, Entry entry) {
    Signature by = signature(actor);
    database.run(handle -> write(handle, by, entry));
  }

  /**
   * Newest first: what the reader's own role may do.
   *
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST
   */
  public Page<AuditRow> list(Actor reader, ListAuditRequest request) {
    int limit = Page.limit(request.getLimit());
    new Checks()
        .text("action", request.getAction(), 0, 50)
        .text("subject_type", request.getSubjectType(), 0, 50)
        .text("subject_id", request.getSubjectId(), 0, 250)
        .finish();
    AuditDao.Filter filter =
        new AuditDao.Filter(
            Action.readableWith(reader::may).stream()
                .map(Action::word)
                .filter(word -> request.getAction().isEmpty() || word.equals(request.getAction()))
                .toArray(String[]::new),
            request.getActorId(),
            request.getSubjectType(),
            request.getSubjectId(),
            request.getFromMs(),
            request.getToMs() == 0 ? Long.MAX_VALUE : request.getToMs(),
            Page.before(request.getCursor()),
            limit + 1);
    List<AuditRow> rows = database.read(handle -> handle.attach(AuditDao.class).find(filter));
    return Page.cut(rows, limit, row -> Long.toString(row.id()));
  }

  /** The latest about an account that the reader may read of. */
  List<AuditRow> about(Actor reader, long userId) {
    return list(
            reader,
            ListAuditRequest.newBuilder()
                .setSubjectType(Action.ACCOUNT_BAN.subjectType())
                .setSubjectId(Long.toString(userId))
                .setLimit(10)
                .build())
        .items();
  }
}
