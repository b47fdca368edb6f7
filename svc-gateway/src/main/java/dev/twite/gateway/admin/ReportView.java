package dev.twite.gateway.admin;

import dev.twite.common.view.Wire;
import dev.twite.proto.admin.v1.Report;
import java.util.Locale;

/** A report as moderators see it; null where there is nothing yet. */
public record ReportView(
    String id,
    String reporterId,
    String userId,
    String tweetId,
    String reason,
    String comment,
    String state,
    String assigneeId,
    String createdAt,
    String closedAt,
    String closedById,
    String resolution) {
  public static ReportView of(Report report) {
    return new ReportView(
        Wire.id(report.getId()),
        Wire.id(report.getReporterId()),
        Wire.id(report.getUserId()),
        Wire.idOrNull(report.getTweetId()),
        report.getReason(),
        report.getComment(),
        report.getState().name().toLowerCase(Locale.ROOT),
        Wire.idOrNull(report.getAssigneeId()),
        Wire.time(report.getCreatedAtMs()),
        Wire.timeOrNull(report.getClosedAtMs()),
        Wire.idOrNull(report.getClosedById()),
        report.getResolution().isEmpty() ? null : report.getResolution());
  }
}
