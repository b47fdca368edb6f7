package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Done;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.Report;
import jakarta.inject.Inject;

/** Ends a report, as resolved or dismissed; back to the queue. */
final class PostClose extends Page {
  private final AdminBlockingStub admin;

  @Inject
  PostClose(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.POST, "/reports/{id}/close", Section.REPORTS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    var unused =
        admin.closeReport(
            CloseReportRequest.newBuilder()
                .setId(visit.request().pathId("id"))
                .setState(state(visit.form().text("state")))
                .setResolution(visit.form().text("resolution"))
                .build());
    return visit.done(Section.REPORTS.link(), Done.CLOSED);
  }

  private static Report.State state(String word) {
    return switch (word) {
      case "RESOLVED" -> Report.State.RESOLVED;
      case "DISMISSED" -> Report.State.DISMISSED;
      default ->
          throw TwiteException.invalid("state", "invalid_value", "Is none of RESOLVED, DISMISSED");
    };
  }
}
