package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.ReportView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.Report;
import jakarta.inject.Inject;

/** Ends a report: something was done. */
final class PostReportResolve implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  PostReportResolve(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.post("/v1/admin/reports/{id}/resolve", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    Body body = request.body(Body.class);
    new Checks().present("resolution", body.resolution()).finish();
    return Response.ok(
        ReportView.of(
            admin.closeReport(
                CloseReportRequest.newBuilder()
                    .setId(id)
                    .setState(Report.State.RESOLVED)
                    .setResolution(body.resolution())
                    .build())));
  }

  record Body(String resolution) {}
}
