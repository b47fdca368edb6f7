package dev.twite.gateway.fake;

import com.google.protobuf.Message;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.AdminGrpc;
import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.AuditRow;
import dev.twite.proto.admin.v1.BanRequest;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.CreateReportRequest;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.GetHealthRequest;
import dev.twite.proto.admin.v1.GetHealthResponse;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.ListAuditResponse;
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
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** One account, one tweet, one report; answers what it was asked, and remembers that. */
public final class FakeAdmin extends AdminGrpc.AdminImplBase {
  public static final long ACCOUNT = 6_001;
  public static final long TWEET = 6_002;
  public static final long REPORT = 6_003;

  private static final Set<String> ROLES = Set.of("USER", "MODERATOR", "ADMIN");

  private final Probe probe;
  private final List<Message> asked = new CopyOnWriteArrayList<>();

  public FakeAdmin(Probe probe) {
    this.probe = probe;
  }

  public Message lastAsked() {
    return asked.getLast();
  }

  @Override
  public void listAccounts(ListAccountsRequest in, StreamObserver<ListAccountsResponse> out) {
    probe.reply(
        out,
        "ListAccounts",
        () -> {
          asked.add(in);
          requireRole(in.getRole().isEmpty() ? "USER" : in.getRole());
          return ListAccountsResponse.newBuilder()
              .addAccounts(account())
              .setNextCursor("6001")
              .build();
        });
  }

  @Override
  public void getAccount(GetAccountRequest in, StreamObserver<AccountDetail> out) {
    probe.reply(
        out,
        "GetAccount",
        () -> {
          requireAccount(in.getUserId());
          return AccountDetail.newBuilder()
              .setAccount(account())
              .setLiveSessions(1)
              .addLatestAudit(row())
              .build();
        });
  }

  @Override
  public void ban(BanRequest in, StreamObserver<Standing> out) {
    probe.reply(
        out,
        "Ban",
        () -> {
          asked.add(in);
          requireAccount(in.getUserId());
          if (in.getReason().isBlank()) {
            throw TwiteException.invalid("reason", "required", "Missing");
          }
          return Standing.newBuilder()
              .setUserId(ACCOUNT)
              .setRole("USER")
              .setBanned(true)
              .setBanReason(in.getReason())
              .setBannedAtMs(1)
              .setBannedUntilMs(in.getUntilMs())
              .setNote(in.getNote())
              .build();
        });
  }

  @Override
  public void unban(UnbanRequest in, StreamObserver<Standing> out) {
    probe.reply(
        out,
        "Unban",
        () -> {
          requireAccount(in.getUserId());
          return account().getStanding();
        });
  }

  @Override
  public void setRole(SetRoleRequest in, StreamObserver<Standing> out) {
    probe.reply(
        out,
        "SetRole",
        () -> {
          requireRole(in.getRole());
          requireAccount(in.getUserId());
          return Standing.newBuilder().setUserId(ACCOUNT).setRole(in.getRole()).build();
        });
  }

  @Override
  public void removeTweet(RemoveTweetRequest in, StreamObserver<RemoveTweetResponse> out) {
    probe.reply(
        out,
        "RemoveTweet",
        () -> {
          asked.add(in);
          if (in.getTweetId() != TWEET) {
            throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
          }
          return RemoveTweetResponse.getDefaultInstance();
        });
  }

  @Override
  public void createReport(CreateReportRequest in, StreamObserver<Report> out) {
    probe.reply(
        out,
        "CreateReport",
        () -> {
          asked.add(in);
          if (!in.getReason().equals("spam")) {
            throw TwiteException.invalid("reason", "invalid_value", "Is none of spam");
          }
          if (in.getTweetId() == 0) {
            requireAccount(in.getUserId());
          }
          return report().setComment(in.getComment()).build();
        });
  }

  @Override
  public void listReports(ListReportsRequest in, StreamObserver<ListReportsResponse> out) {
    probe.reply(
        out,
        "ListReports",
        () -> {
          asked.add(in);
          return ListReportsResponse.newBuilder()
              .addReports(report().setState(in.getState()))
              .build();
        });
  }

  @Override
  public void assignReport(AssignReportRequest in, StreamObserver<Report> out) {
    probe.reply(
        out,
        "AssignReport",
        () -> {
          asked.add(in);
          requireReport(in.getId());
          return report().setAssigneeId(in.getAssigneeId()).build();
        });
  }

  @Override
  public void closeReport(CloseReportRequest in, StreamObserver<Report> out) {
    probe.reply(
        out,
        "CloseReport",
        () -> {
          requireReport(in.getId());
          if (in.getResolution().equals("late")) {
            throw TwiteException.of(ErrorCode.REPORT_CLOSED);
          }
          return report()
              .setState(in.getState())
              .setClosedAtMs(2)
              .setResolution(in.getResolution())
              .build();
        });
  }

  @Override
  public void listAudit(ListAuditRequest in, StreamObserver<ListAuditResponse> out) {
    probe.reply(
        out,
        "ListAudit",
        () -> {
          asked.add(in);
          return ListAuditResponse.newBuilder().addRows(row()).build();
        });
  }

  @Override
  public void queryLogs(QueryRequest in, StreamObserver<QueryResponse> out) {
    probe.reply(
        out,
        "QueryLogs",
        () -> {
          asked.add(in);
          return QueryResponse.newBuilder()
              .addLines(
                  LogLine.newBuilder()
                      .setTimeNs(1_768_435_200_000_000_000L)
                      .setService("tweet")
                      .setLevel("INFO")
                      .setMessage("A line")
                      .putFields("group", "tweet"))
              .setNextCursor("next")
              .build();
        });
  }

  @Override
  public void getHealth(GetHealthRequest in, StreamObserver<GetHealthResponse> out) {
    probe.reply(
        out,
        "GetHealth",
        () ->
            GetHealthResponse.newBuilder()
                .addServices(
                    ServiceHealth.newBuilder().setService("tweet").setAlive(true).setP50S(0.5))
                .build());
  }

  private static Account account() {
    return Account.newBuilder()
        .setId(ACCOUNT)
        .setHandle("wren")
        .setName("Wren")
        .setCreatedAtMs(1)
        .setStanding(Standing.newBuilder().setUserId(ACCOUNT).setRole("USER"))
        .build();
  }

  private static Report.Builder report() {
    return Report.newBuilder()
        .setId(REPORT)
        .setReporterId(6_004)
        .setUserId(ACCOUNT)
        .setReason("spam")
        .setAssigneeId(6_005)
        .setCreatedAtMs(1);
  }

  private static AuditRow row() {
    return AuditRow.newBuilder()
        .setId(6_006)
        .setAtMs(1)
        .setActor("ctl")
        .setAction("account.ban")
        .setSubjectType("user")
        .setSubjectId("6001")
        .setDetail("{\"after\":{\"banned\":true}}")
        .build();
  }

  private static void requireAccount(long id) {
    if (id != ACCOUNT) {
      throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
    }
  }

  private static void requireReport(long id) {
    if (id != REPORT) {
      throw TwiteException.of(ErrorCode.REPORT_NOT_FOUND);
    }
  }

  private static void requireRole(String role) {
    if (!ROLES.contains(role)) {
      throw TwiteException.invalid("role", "invalid_value", "Is none of user, moderator, admin");
    }
  }
}
