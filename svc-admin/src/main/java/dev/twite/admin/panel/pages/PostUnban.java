package dev.twite.admin.panel.pages;

import dev.twite.admin.access.Permission;
import dev.twite.admin.panel.Done;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Link;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.UnbanRequest;
import jakarta.inject.Inject;

/** Lifts a ban. */
final class PostUnban extends Page {
  private final AdminBlockingStub admin;

  @Inject
  PostUnban(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.POST, "/users/{id}/unban", Permission.BAN.least());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    long id = visit.request().pathId("id");
    var unused =
        admin.unban(
            UnbanRequest.newBuilder().setUserId(id).setReason(visit.form().text("reason")).build());
    return visit.done(Link.to("/users").part(id), Done.UNBANNED);
  }
}
