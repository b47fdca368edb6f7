package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.ReportView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.AssignReportRequest;
import jakarta.inject.Inject;

/** Takes a report, gives it to another moderator, or puts it back. */
final class PostReportAssign implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  PostReportAssign(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.post("/v1/admin/reports/{id}/assign", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    Body body = request.body(Body.class);
    return Response.ok(
        ReportView.of(
            admin.assignReport(
                AssignReportRequest.newBuilder()
                    .setId(id)
                    .setAssigneeId(assignee(request, body.assigneeId()))
                    .build())));
  }

  private static long assignee(Request request, String named) {
    if (named == null) {
      return request.requireUser().id();
    }
    return named.equals("none") ? 0 : Request.id("assignee_id", named);
  }

  record Body(String assigneeId) {}
}
