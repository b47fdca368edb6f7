package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.AccountDetailView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.GetAccountRequest;
import jakarta.inject.Inject;

/** An account with its standing, reports and latest audit rows. */
final class GetAdminUser implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  GetAdminUser(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.get("/v1/admin/users/{id}", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        AccountDetailView.of(
            admin.getAccount(
                GetAccountRequest.newBuilder().setUserId(request.pathId("id")).build())));
  }
}
