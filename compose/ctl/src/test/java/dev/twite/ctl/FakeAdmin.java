package dev.twite.ctl;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.DeadLettersRequest;
import dev.twite.proto.admin.v1.DeadLettersResponse;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.GetHealthRequest;
import dev.twite.proto.admin.v1.GetHealthResponse;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import dev.twite.proto.admin.v1.ReconcileLine;
import dev.twite.proto.admin.v1.ReconcileRequest;
import dev.twite.proto.admin.v1.ReconcileResponse;
import dev.twite.proto.admin.v1.ServiceHealth;
import dev.twite.proto.admin.v1.SetRoleRequest;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import dev.twite.proto.logger.v1.TailRequest;
import dev.twite.proto.logger.v1.TailResponse;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/** Stands in for svc-admin: 120 accounts, and keeps what it was asked to do. */
final class FakeAdmin extends AdminGrpc.AdminImplBase {
  private static final int PEOPLE = 120;

  final List<Object> asked = new CopyOnWriteArrayList<>();
  volatile boolean healthy = true;

  private static void requireOperator() {
    CallContext.requireService(Set.of("ctl"));
    if (CallContext.user().isPresent()) {
      throw new IllegalStateException("The operator is no account");
    }
  }

  private static Account account(long id) {
    return Account.newBuilder()
        .setId(id)
        .setHandle("bird" + id)
        .setName("Bird \u001b[31m " + id)
        .setCreatedAtMs(1_767_225_600_000L)
        .setStanding(Standing.newBuilder().setUserId(id).setRole("USER"))
        .build();
  }

  @Override
  public void listAccounts(
      ListAccountsRequest request, StreamObserver<ListAccountsResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          long from = request.getCursor().isEmpty() ? 1 : Long.parseLong(request.getCursor());
          long to = Math.min(PEOPLE, from + request.getLimit() - 1);
          ListAccountsResponse.Builder page = ListAccountsResponse.newBuilder();
          LongStream.rangeClosed(from, to).forEach(id -> page.addAccounts(account(id)));
          return page.setNextCursor(to < PEOPLE ? Long.toString(to + 1) : "").build();
        });
  }

  @Override
  public void getAccount(GetAccountRequest request, StreamObserver<AccountDetail> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          if (request.getHandle().equals("nobody")) {
            throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
          }
          long id =
              request.getUserId() != 0
                  ? request.getUserId()
                  : Long.parseLong(request.getHandle().replace("bird", ""));
          return AccountDetail.newBuilder().setAccount(account(id)).setLiveSessions(3).build();
        });
  }

  @Override
  public void ban(BanRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          if (request.getReason().length() > 500) {
            throw TwiteException.invalid("reason", "too_long", "Has too many characters");
          }
          asked.add(request);
          return Standing.newBuilder().setBanned(true).build();
        });
  }

  @Override
  public void setRole(SetRoleRequest request, StreamObserver<Standing> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          asked.add(request);
          return Standing.newBuilder().setRole(request.getRole()).build();
        });
  }

  @Override
  public void dropDeadLetters(
      DeadLettersRequest request, StreamObserver<DeadLettersResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          asked.add(request);
          return DeadLettersResponse.newBuilder().setDone(request.getIdsCount()).build();
        });
  }

  @Override
  public void reconcile(ReconcileRequest request, StreamObserver<ReconcileResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          return ReconcileResponse.newBuilder()
              .addLines(
                  ReconcileLine.newBuilder()
                      .setService("like")
                      .setName("counts")
                      .setChecked(10)
                      .setWrong(1)
                      .setRepaired(request.getRepair() ? 1 : 0)
                      .addExamples("tweet 5: 3, not 2"))
              .build();
        });
  }

  @Override
  public void getHealth(GetHealthRequest request, StreamObserver<GetHealthResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          return GetHealthResponse.newBuilder()
              .addServices(
                  ServiceHealth.newBuilder()
                      .setService("tweet")
                      .setAlive(true)
                      .setReady(healthy)
                      .addFaults(healthy ? "" : "kafka: away"))
              .build();
        });
  }

  @Override
  public void queryLogs(QueryRequest request, StreamObserver<QueryResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          requireOperator();
          asked.add(request);
          return QueryResponse.newBuilder()
              .addLines(line(2, "newer"))
              .addLines(line(1, "older"))
              .build();
        });
  }

  @Override
  public void tailLogs(TailRequest request, StreamObserver<TailResponse> observer) {
    Calls.stream(
        observer,
        sink -> {
          requireOperator();
          sink.accept(TailResponse.newBuilder().setLine(line(1, "first")).build());
          sink.accept(TailResponse.newBuilder().setLine(line(2, "last")).setMissed(7).build());
        });
  }

  private static LogLine line(long second, String message) {
    return LogLine.newBuilder()
        .setTimeNs(second * 1_000_000_000)
        .setService("tweet")
        .setLevel("INFO")
        .setMessage(message)
        .build();
  }
}
