package dev.twite.gateway.admin;

import dev.twite.proto.admin.v1.AccountDetail;
import java.util.List;

/** An account with what hangs on it. */
public record AccountDetailView(
    AccountView account, int liveSessions, int openReports, List<AuditRowView> latestAudit) {
  public static AccountDetailView of(AccountDetail detail) {
    return new AccountDetailView(
        AccountView.of(detail.getAccount()),
        detail.getLiveSessions(),
        detail.getOpenReports(),
        detail.getLatestAuditList().stream().map(AuditRowView::of).toList());
  }
}
