package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Done;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Link;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.AssignReportRequest;
import jakarta.inject.Inject;

/** Takes a report, or puts it back. */
final class PostAssign extends Page {
  private final AdminBlockingStub admin;

  @Inject
  PostAssign(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.POST, "/reports/{id}/assign", Section.REPORTS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    long id = visit.request().pathId("id");
    boolean take = visit.form().text("take").equals("yes");
    var unused =
        admin.assignReport(
            AssignReportRequest.newBuilder()
                .setId(id)
                .setAssigneeId(take ? visit.viewer().id() : 0)
                .build());
    return visit.done(Link.to("/reports").part(id), Done.ASSIGNED);
  }
}
