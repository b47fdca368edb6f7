package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.AuditRowView;
import dev.twite.gateway.admin.Cursors;
import dev.twite.gateway.admin.Moment;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.ListAuditResponse;
import jakarta.inject.Inject;

/** What moderators and admins did, newest first. */
final class GetAudit implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  GetAudit(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.get("/v1/admin/audit", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    ListAuditRequest.Builder wanted =
        ListAuditRequest.newBuilder()
            .setAction(request.query("action").orElse(""))
            .setSubjectType(request.query("subject_type").orElse(""))
            .setSubjectId(request.query("subject_id").orElse(""))
            .setFromMs(Moment.of(request, "from"))
            .setToMs(Moment.of(request, "to"))
            .setLimit(request.limit())
            .setCursor(Cursors.of(request));
    request.query("actor_id").ifPresent(id -> wanted.setActorId(Request.id("actor_id", id)));
    ListAuditResponse found = admin.listAudit(wanted.build());
    return Response.ok(
        Cursors.page(
            found.getRowsList().stream().map(AuditRowView::of).toList(), found.getNextCursor()));
  }
}
