package dev.twite.admin.grpc;

import dev.twite.admin.Accounts;
import dev.twite.admin.AuditLog;
import dev.twite.admin.Page;
import dev.twite.admin.Reports;
import dev.twite.admin.Standings;
import dev.twite.admin.TweetRemovals;
import dev.twite.admin.access.Actor;
import dev.twite.admin.operate.DeadLetters;
import dev.twite.admin.operate.Health;
import dev.twite.admin.operate.Logs;
import dev.twite.admin.operate.Rebuilds;
import dev.twite.admin.operate.Reconciliation;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.CreateReportRequest;
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.DeadLettersResponse;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.GetHealthRequest;
import dev.twite.proto.admin.v1.GetHealthResponse;
import dev.twite.proto.admin.v1.GetReportRequest;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.ListAuditResponse;
import dev.twite.proto.admin.v1.ListDeadLetterTopicsRequest;
import dev.twite.proto.admin.v1.ListDeadLetterTopicsResponse;
import dev.twite.proto.admin.v1.ListDeadLettersRequest;
import dev.twite.proto.admin.v1.ListDeadLettersResponse;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.ListReportsResponse;
import dev.twite.proto.admin.v1.RebuildIndexRequest;
import dev.twite.proto.admin.v1.RebuildResponse;
import dev.twite.proto.admin.v1.RebuildTimelinesRequest;
import dev.twite.proto.admin.v1.ReconcileRequest;
import dev.twite.proto.admin.v1.ReconcileResponse;
import dev.twite.proto.admin.v1.RemoveTweetRequest;
import dev.twite.proto.admin.v1.RemoveTweetResponse;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.admin.v1.UnbanRequest;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;

/** The methods of admin.proto; who may call which is the gate's to say. */
public final class AdminGrpcService extends AdminGrpc.AdminImplBase {
  private final Accounts accounts;
  private final Standings standings;
  private final TweetRemovals removals;
  private final Reports reports;
  private final AuditLog audit;
  private final Logs logs;
  private final Health health;
  private final DeadLetters letters;
  private final Reconciliation reconciliation;
  private final Rebuilds rebuilds;

  @Inject
  AdminGrpcService(
      Accounts accounts,
      Standings standings,
      TweetRemovals removals,
      Reports reports,
      AuditLog audit,
      Logs logs,
      Health health,
      DeadLetters letters,
      Reconciliation reconciliation,
      Rebuilds rebuilds) {
    this.accounts = accounts;
    this.standings = standings;
    this.removals = removals;
    this.reports = reports;
    this.audit = audit;
    this.logs = logs;
    this.health = health;
    this.letters = letters;
    this.reconciliation = reconciliation;
    this.rebuilds = rebuilds;
  }

  @Override
  public void listAccounts(
      ListAccountsRequest request, StreamObserver<ListAccountsResponse> observer) {
    Calls.reply(observer, () -> Messages.accounts(accounts.list(Actor.current(), request)));
  }

  @Override
  public void getAccount(GetAccountRequest request, StreamObserver<AccountDetail> observer) {
    Calls.reply(observer, () -> Messages.of(accounts.get(Actor.current(), request)));
  }

  @Override
  public void ban(BanRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(
                standings.ban(
                    Actor.current(),
                    request.getUserId(),
                    request.getReason(),
                    request.getUntilMs(),
                    request.getNote())));
  }

  @Override
  public void unban(UnbanRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(
                standings.unban(Actor.current(), request.getUserId(), request.getReason())));
  }

  @Override
  public void setRole(SetRoleRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(
                standings.setRole(Actor.current(), request.getUserId(), role(request.getRole()))));
  }

  @Override
  public void removeTweet(
      RemoveTweetRequest request, StreamObserver<RemoveTweetResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          removals.remove(Actor.current(), request.getTweetId(), request.getReason());
          return RemoveTweetResponse.getDefaultInstance();
        });
  }

  @Override
  public void createReport(CreateReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(observer, () -> Messages.of(reports.create(Actor.current(), request)));
  }

  @Override
  public void listReports(
      ListReportsRequest request, StreamObserver<ListReportsResponse> observer) {
    Calls.reply(observer, () -> Messages.reports(reports.list(request)));
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(observer, () -> Messages.of(reports.get(request.getId())));
  }

  @Override
  public void assignReport(AssignReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(
        observer,
        () ->
            Messages.of(reports.assign(Actor.current(), request.getId(), request.getAssigneeId())));
  }

  @Override
  public void closeReport(CloseReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(observer, () -> Messages.of(reports.close(Actor.current(), request)));
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditResponse> observer) {
    Calls.reply(observer, () -> Messages.audit(audit.list(Actor.current(), request)));
  }

  @Override
  public void queryLogs(QueryRequest request, StreamObserver<QueryResponse> observer) {
    Calls.reply(observer, () -> logs.query(request));
  }

  @Override
  public void tailLogs(TailRequest request, StreamObserver<TailResponse> observer) {
    logs.tail(request, (ServerCallStreamObserver<TailResponse>) observer);
  }

  @Override
  public void getHealth(GetHealthRequest request, StreamObserver<GetHealthResponse> observer) {
    Calls.reply(observer, () -> health.ask());
  }

  @Override
  public void listDeadLetterTopics(
      ListDeadLetterTopicsRequest request, StreamObserver<ListDeadLetterTopicsResponse> observer) {
    Calls.reply(
        observer,
        () -> ListDeadLetterTopicsResponse.newBuilder().addAllTopics(letters.topics()).build());
  }

  @Override
  public void listDeadLetters(
      ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          Page<DeadLetter> page = letters.list(request);
          return ListDeadLettersResponse.newBuilder()
              .addAllRecords(page.items())
              .setNextCursor(page.nextCursor())
              .build();
        });
  }

  @Override
  public void replayDeadLetters(
      DeadLettersRequest request, StreamObserver<DeadLettersResponse> observer) {
    Calls.reply(observer, () -> letters.replay(Actor.current(), request));
  }

  @Override
  public void dropDeadLetters(
      DeadLettersRequest request, StreamObserver<DeadLettersResponse> observer) {
    Calls.reply(observer, () -> letters.drop(Actor.current(), request));
  }

  @Override
  public void reconcile(ReconcileRequest request, StreamObserver<ReconcileResponse> observer) {
    Calls.reply(observer, () -> reconciliation.run(Actor.current(), request.getRepair()));
  }

  @Override
  public void rebuildTimelines(
      RebuildTimelinesRequest request, StreamObserver<RebuildResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          rebuilds.timelines(Actor.current(), request.getUserId());
          return RebuildResponse.getDefaultInstance();
        });
  }

  @Override
  public void rebuildIndex(RebuildIndexRequest request, StreamObserver<RebuildResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          rebuilds.index(Actor.current());
          return RebuildResponse.getDefaultInstance();
        });
  }

  private static Role role(String name) {
    for (Role role : Role.values()) {
      if (role.name().equals(name)) {
        return role;
      }
    }
    throw TwiteException.invalid("role", "invalid_value", "Is none of USER, MODERATOR, ADMIN");
  }
}
