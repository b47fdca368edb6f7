package dev.twite.admin.grpc;

import dev.twite.admin.Accounts;
import dev.twite.admin.Page;
import dev.twite.admin.store.AuditRow;
import dev.twite.admin.store.ReportRow;
import dev.twite.admin.store.StandingRow;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import dev.twite.proto.admin.v1.ListAuditResponse;
import dev.twite.proto.admin.v1.ListReportsResponse;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.auth.v1.AccountRecord;

/** Rows as messages. */
final class Messages {
  private Messages() {}

  static Standing of(StandingRow row) {
    return Standing.newBuilder()
        .setUserId(row.userId())
        .setRole(row.role().name())
        .setBanned(row.banned())
        .setBanReason(row.banReason())
        .setBannedUntilMs(row.bannedUntilMs())
        .setBannedAtMs(row.bannedAtMs())
        .setNote(row.note())
        .build();
  }

  static Account of(Accounts.Account account) {
    AccountRecord record = account.record();
    return Account.newBuilder()
        .setId(record.getId())
        .setHandle(record.getHandle())
        .setName(record.getName())
        .setEmail(record.getEmail())
        .setEmailVerified(record.getEmailVerified())
        .setCreatedAtMs(record.getCreatedAtMs())
        .setDeleted(record.getDeleted())
        .setStanding(of(account.standing()))
        .build();
  }

  static ListAccountsResponse accounts(Page<Accounts.Account> page) {
    return ListAccountsResponse.newBuilder()
        .addAllAccounts(page.items().stream().map(Messages::of).toList())
        .setNextCursor(page.nextCursor())
        .build();
  }

  static AccountDetail of(Accounts.Detail detail) {
    return AccountDetail.newBuilder()
        .setAccount(of(detail.account()))
        .setLiveSessions(detail.account().record().getLiveSessions())
        .setOpenReports(detail.openReports())
        .addAllLatestAudit(detail.latest().stream().map(Messages::of).toList())
        .build();
  }

  static Report of(ReportRow row) {
    return Report.newBuilder()
        .setId(row.id())
        .setReporterId(row.reporterId())
        .setUserId(row.userId())
        .setTweetId(row.tweetId())
        .setReason(row.reason())
        .setComment(row.comment())
        .setStateValue(row.state())
        .setAssigneeId(row.assigneeId())
        .setCreatedAtMs(row.createdAtMs())
        .setClosedAtMs(row.closedAtMs())
        .setClosedById(row.closedById())
        .setResolution(row.resolution())
        .build();
  }

  static ListReportsResponse reports(Page<ReportRow> page) {
    return ListReportsResponse.newBuilder()
        .addAllReports(page.items().stream().map(Messages::of).toList())
        .setNextCursor(page.nextCursor())
        .build();
  }

  static dev.twite.proto.admin.v1.AuditRow of(AuditRow row) {
    return dev.twite.proto.admin.v1.AuditRow.newBuilder()
        .setId(row.id())
        .setAtMs(row.atMs())
        .setActorId(row.actorId())
        .setActor(row.actor())
        .setAction(row.action())
        .setSubjectType(row.subjectType())
        .setSubjectId(row.subjectId())
        .setReason(row.reason())
        .setDetail(row.detail())
        .setRequestId(row.requestId())
        .build();
  }

  static ListAuditResponse audit(Page<AuditRow> page) {
    return ListAuditResponse.newBuilder()
        .addAllRows(page.items().stream().map(Messages::of).toList())
        .setNextCursor(page.nextCursor())
        .build();
  }
}
