package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.Cursors;
import dev.twite.gateway.admin.ReportView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.ListReportsResponse;
import dev.twite.proto.admin.v1.Report;
import jakarta.inject.Inject;

/** Reports: the open ones oldest first, ended ones newest first. */
final class GetReports implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  GetReports(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.get("/v1/admin/reports", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    ListReportsRequest.Builder wanted =
        ListReportsRequest.newBuilder()
            .setState(state(request.query("state").orElse("open")))
            .setLimit(request.limit())
            .setCursor(Cursors.of(request));
    request.query("user_id").ifPresent(id -> wanted.setUserId(Request.id("user_id", id)));
    request
        .query("assignee_id")
        .ifPresent(id -> wanted.setAssigneeId(Request.id("assignee_id", id)));
    ListReportsResponse found = admin.listReports(wanted.build());
    return Response.ok(
        Cursors.page(
            found.getReportsList().stream().map(ReportView::of).toList(), found.getNextCursor()));
  }

  private static Report.State state(String word) {
    return switch (word) {
      case "open" -> Report.State.OPEN;
      case "resolved" -> Report.State.RESOLVED;
      case "dismissed" -> Report.State.DISMISSED;
      default ->
          throw TwiteException.invalid(
              "state", "invalid_value", "Is none of open, resolved, dismissed");
    };
  }
}
