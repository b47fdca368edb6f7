package dev.twite.gateway.admin;

import dev.twite.common.view.Wire;
import dev.twite.proto.admin.v1.Report;

/** A report as who made it sees it: nothing of what became of it. */
public record FiledReportView(
    String id, String userId, String tweetId, String reason, String comment, String createdAt) {
  public static FiledReportView of(Report report) {
    return new FiledReportView(
        Wire.id(report.getId()),
        Wire.id(report.getUserId()),
        Wire.idOrNull(report.getTweetId()),
        report.getReason(),
        report.getComment(),
        Wire.time(report.getCreatedAtMs()));
  }
}
