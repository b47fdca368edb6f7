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
import dev.twite.proto.admin.v1.SetRoleRequest;
import jakarta.inject.Inject;

/** Gives a role; for admins. */
final class PostRole extends Page {
  private final AdminBlockingStub admin;

  @Inject
  PostRole(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.POST, "/users/{id}/role", Permission.SET_ROLES.least());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    long id = visit.request().pathId("id");
    var unused =
        admin.setRole(
            SetRoleRequest.newBuilder().setUserId(id).setRole(visit.form().text("role")).build());
    return visit.done(Link.to("/users").part(id), Done.ROLE);
  }
}
