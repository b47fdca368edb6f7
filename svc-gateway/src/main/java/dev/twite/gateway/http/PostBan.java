package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.Moment;
import dev.twite.gateway.admin.StandingView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.BanRequest;
import jakarta.inject.Inject;

/** Bans an account, until a moment or until it is lifted. */
final class PostBan implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  PostBan(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.post("/v1/admin/users/{id}/ban", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    Body body = request.body(Body.class);
    new Checks().present("reason", body.reason()).finish();
    return Response.ok(
        StandingView.of(
            admin.ban(
                BanRequest.newBuilder()
                    .setUserId(id)
                    .setReason(body.reason())
                    .setUntilMs(Moment.of("until", body.until()))
                    .setNote(body.note() == null ? "" : body.note())
                    .build())));
  }

  record Body(String reason, String until, String note) {}
}
