package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.RemoveTweetRequest;
import dev.twite.proto.admin.v1.RemoveTweetResponse;
import jakarta.inject.Inject;

/** Removes a tweet as if its author had. */
final class DeleteAdminTweet implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  DeleteAdminTweet(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.delete("/v1/admin/tweets/{id}", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    Body body = request.body(Body.class);
    new Checks().present("reason", body.reason()).finish();
    RemoveTweetResponse unused =
        admin.removeTweet(
            RemoveTweetRequest.newBuilder().setTweetId(id).setReason(body.reason()).build());
    return Response.noContent();
  }

  record Body(String reason) {}
}
