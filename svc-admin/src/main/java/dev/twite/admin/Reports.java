package dev.twite.admin;

import dev.twite.admin.access.Actor;
import dev.twite.admin.access.Permission;
import dev.twite.admin.store.ReportDao;
import dev.twite.admin.store.ReportRow;
import dev.twite.admin.store.StandingDao;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.CreateReportRequest;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.Report;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports of accounts and tweets, and the queue of those that are open. */
public final class Reports {
  private static final Logger log = LoggerFactory.getLogger(Reports.class);
  private static final int BITE = 500;

  /** Why something is reported. */
  static final Set<String> REASONS =
      Set.of(
          "spam",
          "abuse",
          "hate",
          "violence",
          "sexual",
          "self_harm",
          "impersonation",
          "illegal",
          "other");

  private static final int MAX_COMMENT = 1_000;
  private static final int MAX_RESOLUTION = 500;
  private static final int TRIES = 2;

  private final Database database;
  private final Directory directory;
  private final Tweets tweets;
  private final AuditLog audit;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  Reports(
      Database database,
      Directory directory,
      Tweets tweets,
      AuditLog audit,
      IdSource ids,
      Clock clock) {
    this.database = database;
    this.directory = directory;
    this.tweets = tweets;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Reports; the same again while it is open gives the report there is.
   *
   * @throws TwiteException USER_NOT_FOUND, TWEET_NOT_FOUND, CANNOT_TARGET_SELF, INVALID_REQUEST
   */
  public ReportRow create(Actor actor, CreateReportRequest request) {
    if (!actor.isAccount()) {
      throw TwiteException.of(ErrorCode.UNAUTHENTICATED);
    }
    check(request);
    long user = subject(request);
    if (user == actor.id()) {
      throw TwiteException.of(ErrorCode.CANNOT_TARGET_SELF);
    }
    ReportRow row =
        new ReportRow(
            ids.next(),
            actor.id(),
            user,
            request.getTweetId(),
            request.getReason(),
            request.getComment().strip(),
            ReportRow.OPEN,
            0,
            clock.millis(),
            0,
            0,
            "");
    return database.transact(
        handle -> {
          ReportDao reports = handle.attach(ReportDao.class);
          // The one in the way may be closed between the two looks; then there is room.
          for (int i = 0; i < TRIES; i++) {
            if (reports.insert(row) == 1) {
              return row;
            }
            Optional<ReportRow> open = reports.findOpen(actor.id(), user, row.tweetId());
            if (open.isPresent()) {
              return open.get();
            }
          }
          throw TwiteException.retryLater(ErrorCode.OVERLOADED, Duration.ofSeconds(1));
        });
  }

  /**
   * The queue.
   *
   * @throws TwiteException INVALID_REQUEST
   */
  public Page<ReportRow> list(ListReportsRequest request) {
    int limit = Page.limit(request.getLimit());
    boolean open = request.getState() == Report.State.OPEN;
    ReportDao.Filter filter =
        new ReportDao.Filter(
            request.getStateValue(),
            request.getAssigneeId(),
            request.getUserId(),
            open ? Page.after(request.getCursor()) : Page.before(request.getCursor()),
            limit + 1);
    List<ReportRow> found =
        database.read(
            handle -> {
              ReportDao reports = handle.attach(ReportDao.class);
              return open ? reports.oldestFirst(filter) : reports.newestFirst(filter);
            });
    return Page.cut(found, limit, row -> Long.toString(row.id()));
  }

  /**
   * @throws TwiteException REPORT_NOT_FOUND
   */
  public ReportRow get(long id) {
    return database
        .read(handle -> handle.attach(ReportDao.class).find(id))
        .orElseThrow(() -> TwiteException.of(ErrorCode.REPORT_NOT_FOUND));
  }

  /**
   * Gives a report to a moderator, or puts it back.
   *
   * @param assignee 0 = nobody
   * @throws TwiteException REPORT_NOT_FOUND, REPORT_CLOSED, INVALID_REQUEST
   */
  public ReportRow assign(Actor actor, long id, long assignee) {
    AuditLog.Signature by = audit.signature(actor);
    return database.transact(
        handle -> {
          ReportRow row = lock(handle, id);
          if (!row.isOpen()) {
            throw TwiteException.of(ErrorCode.REPORT_CLOSED);
          }
          if (row.assigneeId() == assignee) {
            return row;
          }
          Role role = handle.attach(StandingDao.class).role(assignee, clock.millis());
          if (assignee != 0 && !Permission.HANDLE_REPORTS.isOf(role)) {
            throw TwiteException.invalid(
                "assignee_id", "invalid_value", "Is no moderator's or admin's account");
          }
          handle.attach(ReportDao.class).assign(id, assignee);
          audit.write(
              handle,
              by,
              new AuditLog.Entry(
                  Action.REPORT_ASSIGN,
                  Long.toString(id),
                  "",
                  Map.of("assignee_id", Long.toString(row.assigneeId())),
                  Map.of("assignee_id", Long.toString(assignee))));
          return lock(handle, id);
        });
  }

  /**
   * Ends a report.
   *
   * @throws TwiteException REPORT_NOT_FOUND, REPORT_CLOSED, INVALID_REQUEST
   */
  public ReportRow close(Actor actor, CloseReportRequest request) {
    String resolution = request.getResolution().strip();
    new Checks()
        .require(
            request.getState() == Report.State.RESOLVED
                || request.getState() == Report.State.DISMISSED,
            "state",
            "invalid_value",
            "Is neither RESOLVED nor DISMISSED")
        .text("resolution", resolution, 1, MAX_RESOLUTION)
        .finish();
    AuditLog.Signature by = audit.signature(actor);
    return database.transact(
        handle -> {
          ReportRow row = lock(handle, request.getId());
          if (row.isOpen()) {
            close(handle, by, row, request.getState(), resolution);
            return lock(handle, row.id());
          }
          if (row.state() != request.getStateValue()) {
            throw TwiteException.of(ErrorCode.REPORT_CLOSED);
          }
          return row;
        });
  }

  /** What an account wrote into reports goes with it; reports of it have become pointless. */
  public void accountDeleted(long userId) {
    database.run(
        handle -> {
          var unused = handle.attach(ReportDao.class).forgetComments(userId);
        });
    while (closeSomeOf(userId) > 0) {
      log.debug("More reports of account {} may be open", userId);
    }
  }

  private int closeSomeOf(long userId) {
    return database.transact(
        handle -> {
          List<ReportRow> open = handle.attach(ReportDao.class).lockOpenOf(userId, BITE);
          for (ReportRow row : open) {
            close(
                handle,
                AuditLog.Signature.TWITE,
                row,
                Report.State.RESOLVED,
                "The account was deleted");
          }
          return open.size();
        });
  }

  private void close(
      Handle handle, AuditLog.Signature by, ReportRow row, Report.State state, String resolution) {
    handle
        .attach(ReportDao.class)
        .close(row.id(), state.getNumber(), clock.millis(), by.actorId(), resolution);
    audit.write(
        handle,
        by,
        new AuditLog.Entry(
            Action.REPORT_CLOSE,
            Long.toString(row.id()),
            resolution,
            Map.of("state", Report.State.OPEN.name()),
            Map.of("state", state.name())));
  }

  private long subject(CreateReportRequest request) {
    if (request.getTweetId() != 0) {
      return tweets
          .authorAsSeen(request.getTweetId())
          .orElseThrow(() -> TwiteException.of(ErrorCode.TWEET_NOT_FOUND));
    }
    directory.requireLive(request.getUserId());
    return request.getUserId();
  }

  private static void check(CreateReportRequest request) {
    boolean one = (request.getUserId() != 0) != (request.getTweetId() != 0);
    new Checks()
        .require(
            one || request.getUserId() == 0,
            "tweet_id",
            "invalid_value",
            "Give either user_id or tweet_id")
        .require(
            one || request.getUserId() != 0,
            "user_id",
            "required",
            "Missing; give user_id or tweet_id")
        .require(
            REASONS.contains(request.getReason()),
            "reason",
            "invalid_value",
            "Is none of " + String.join(", ", new java.util.TreeSet<>(REASONS)))
        .text("comment", request.getComment(), 0, MAX_COMMENT)
        .finish();
  }

  private static ReportRow lock(Handle handle, long id) {
    return handle
        .attach(ReportDao.class)
        .lock(id)
        .orElseThrow(() -> TwiteException.of(ErrorCode.REPORT_NOT_FOUND));
  }
}
