package dev.twite.admin.panel;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.AuditRow;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.DeadLetterTopic;
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
import dev.twite.proto.admin.v1.RemoveTweetRequest;
import dev.twite.proto.admin.v1.RemoveTweetResponse;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.admin.v1.ServiceHealth;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.admin.v1.UnbanRequest;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Stands in for svc-admin's own methods: a few accounts, reports and dead letters in memory. */
final class FakeAdmin extends AdminGrpc.AdminImplBase {
  volatile boolean healthAway;
  final Map<Long, Account> accounts = new TreeMap<>();
  final Map<Long, Report> reports = new TreeMap<>();
  final List<AuditRow> audit = new CopyOnWriteArrayList<>();
  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<DeadLetter> dead = new CopyOnWriteArrayList<>();
  final List<LogLine> lines = new CopyOnWriteArrayList<>();
  final BlockingQueue<LogLine> live = new LinkedBlockingQueue<>();

  private void note(String action, String type, long id, String reason) {
    long actor = CallContext.requireUser().id();
    calls.add(action + " " + id);
    audit.addFirst(
        AuditRow.newBuilder()
            .setId(audit.size() + 1L)
            .setAtMs(System.currentTimeMillis())
            .setActorId(actor)
            .setActor(accounts.get(actor).getHandle())
            .setAction(action)
            .setSubjectType(type)
            .setSubjectId(Long.toString(id))
            .setReason(reason)
            .setDetail("{\"before\":{},\"after\":{}}")
            .build());
  }

  private static void require(Role role) {
    if (!CallContext.requireUser().role().includes(role)) {
      throw TwiteException.of(ErrorCode.FORBIDDEN);
    }
  }

  private Account account(long id) {
    if (!accounts.containsKey(id)) {
      throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
    }
    return accounts.get(id);
  }

  private Standing stand(long id, Standing standing) {
    accounts.put(id, account(id).toBuilder().setStanding(standing).build());
    return standing;
  }

  @Override
  public void listAccounts(
      ListAccountsRequest request, StreamObserver<ListAccountsResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          require(Role.MODERATOR);
          return ListAccountsResponse.newBuilder()
              .addAllAccounts(
                  accounts.values().stream()
                      .filter(one -> one.getHandle().startsWith(request.getQuery()))
                      .filter(one -> !request.getBannedOnly() || one.getStanding().getBanned())
                      .toList())
              .build();
        });
  }

  @Override
  public void getAccount(GetAccountRequest request, StreamObserver<AccountDetail> observer) {
    Calls.reply(
        observer,
        () ->
            AccountDetail.newBuilder()
                .setAccount(account(request.getUserId()))
                .setLiveSessions(2)
                .setOpenReports(1)
                .addAllLatestAudit(audit)
                .build());
  }

  @Override
  public void ban(BanRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () -> {
          if (request.getReason().isEmpty()) {
            throw TwiteException.invalid("reason", "required", "Missing; give 1 to 500 characters");
          }
          note("account.ban", "user", request.getUserId(), request.getReason());
          return stand(
              request.getUserId(),
              account(request.getUserId()).getStanding().toBuilder()
                  .setBanned(true)
                  .setBanReason(request.getReason())
                  .setBannedAtMs(System.currentTimeMillis())
                  .setBannedUntilMs(request.getUntilMs())
                  .setNote(request.getNote())
                  .build());
        });
  }

  @Override
  public void unban(UnbanRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () -> {
          note("account.unban", "user", request.getUserId(), request.getReason());
          return stand(
              request.getUserId(),
              account(request.getUserId()).getStanding().toBuilder().setBanned(false).build());
        });
  }

  @Override
  public void setRole(SetRoleRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () -> {
          require(Role.ADMIN);
          note("role.set", "user", request.getUserId(), request.getRole());
          return stand(
              request.getUserId(),
              account(request.getUserId()).getStanding().toBuilder()
                  .setRole(request.getRole())
                  .build());
        });
  }

  @Override
  public void removeTweet(
      RemoveTweetRequest request, StreamObserver<RemoveTweetResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          note("tweet.remove", "tweet", request.getTweetId(), request.getReason());
          return RemoveTweetResponse.getDefaultInstance();
        });
  }

  @Override
  public void listReports(
      ListReportsRequest request, StreamObserver<ListReportsResponse> observer) {
    Calls.reply(
        observer,
        () ->
            ListReportsResponse.newBuilder()
                .addAllReports(
                    reports.values().stream()
                        .filter(one -> one.getState() == request.getState())
                        .filter(
                            one ->
                                request.getAssigneeId() == 0
                                    || one.getAssigneeId() == request.getAssigneeId())
                        .toList())
                .build());
  }

  @Override
  public void getReport(GetReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(observer, () -> report(request.getId()));
  }

  private Report report(long id) {
    if (!reports.containsKey(id)) {
      throw TwiteException.of(ErrorCode.REPORT_NOT_FOUND);
    }
    return reports.get(id);
  }

  @Override
  public void assignReport(AssignReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(
        observer,
        () -> {
          note("report.assign", "report", request.getId(), "");
          Report changed =
              report(request.getId()).toBuilder().setAssigneeId(request.getAssigneeId()).build();
          reports.put(changed.getId(), changed);
          return changed;
        });
  }

  @Override
  public void closeReport(CloseReportRequest request, StreamObserver<Report> observer) {
    Calls.reply(
        observer,
        () -> {
          note("report.close", "report", request.getId(), request.getResolution());
          Report changed =
              report(request.getId()).toBuilder()
                  .setState(request.getState())
                  .setResolution(request.getResolution())
                  .build();
          reports.put(changed.getId(), changed);
          return changed;
        });
  }

  @Override
  public void listAudit(ListAuditRequest request, StreamObserver<ListAuditResponse> observer) {
    Calls.reply(
        observer,
        () ->
            ListAuditResponse.newBuilder()
                .addAllRows(
                    audit.stream()
                        .filter(row -> row.getAction().startsWith(request.getAction()))
                        .toList())
                .build());
  }

  @Override
  public void queryLogs(QueryRequest request, StreamObserver<QueryResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          require(Role.ADMIN);
          return QueryResponse.newBuilder().addAllLines(lines).build();
        });
  }

  @Override
  public void tailLogs(TailRequest request, StreamObserver<TailResponse> observer) {
    require(Role.ADMIN);
    try {
      while (!io.grpc.Context.current().isCancelled()) {
        LogLine line = live.poll(50, TimeUnit.MILLISECONDS);
        if (line != null) {
          observer.onNext(TailResponse.newBuilder().setLine(line).build());
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    calls.add("tail ended");
  }

  @Override
  public void getHealth(GetHealthRequest request, StreamObserver<GetHealthResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          require(Role.ADMIN);
          if (healthAway) {
            throw TwiteException.of(ErrorCode.OVERLOADED);
          }
          GetHealthResponse.Builder all = GetHealthResponse.newBuilder();
          int number = 0;
          for (String name : List.of("gateway", "auth", "tweet", "feed", "search")) {
            number++;
            all.addServices(
                ServiceHealth.newBuilder()
                    .setService(name)
                    .setAddress("127.0.0.1:" + (9000 + number))
                    .setAlive(true)
                    .setReady(number != 5)
                    .addAllFaults(number == 5 ? List.of("index: is being built") : List.of())
                    .setVersion("0.1.0")
                    .setRequestsTotal(number * 1_000.0 + System.nanoTime() / 1e7 % 1_000_000)
                    .setErrorsTotal(number)
                    .setP50S(0.0021 * number)
                    .setP99S(0.018 * number)
                    .setConsumerLag(number * 7L)
                    .setHeapBytes(number * 3e7)
                    .setUptimeS(7_400)
                    .build());
          }
          return all.build();
        });
  }

  @Override
  public void listDeadLetterTopics(
      ListDeadLetterTopicsRequest request, StreamObserver<ListDeadLetterTopicsResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          require(Role.ADMIN);
          return ListDeadLetterTopicsResponse.newBuilder()
              .addTopics(
                  DeadLetterTopic.newBuilder()
                      .setTopic("twite.tweet.v1.dlt")
                      .setRecords(dead.size())
                      .setNewestAtMs(System.currentTimeMillis()))
              .build();
        });
  }

  @Override
  public void listDeadLetters(
      ListDeadLettersRequest request, StreamObserver<ListDeadLettersResponse> observer) {
    Calls.reply(observer, () -> ListDeadLettersResponse.newBuilder().addAllRecords(dead).build());
  }

  @Override
  public void replayDeadLetters(
      DeadLettersRequest request, StreamObserver<DeadLettersResponse> observer) {
    Calls.reply(observer, () -> taken("dlt.replay", request));
  }

  @Override
  public void dropDeadLetters(
      DeadLettersRequest request, StreamObserver<DeadLettersResponse> observer) {
    Calls.reply(observer, () -> taken("dlt.drop", request));
  }

  private DeadLettersResponse taken(String action, DeadLettersRequest request) {
    require(Role.ADMIN);
    note(action, "topic", request.getIdsCount(), request.getTopic());
    dead.removeIf(record -> request.getIdsList().contains(record.getId()));
    return DeadLettersResponse.newBuilder().setDone(request.getIdsCount()).build();
  }
}
