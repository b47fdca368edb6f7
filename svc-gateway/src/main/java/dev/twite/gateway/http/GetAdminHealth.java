package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.gateway.admin.ServiceHealthView;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.GetHealthRequest;
import jakarta.inject.Inject;

/** Every service's state and a few figures, as of now. */
final class GetAdminHealth implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  GetAdminHealth(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.get("/v1/admin/health", Access.ADMIN);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        Page.whole(
            admin.getHealth(GetHealthRequest.getDefaultInstance()).getServicesList().stream()
                .map(ServiceHealthView::of)
                .toList()));
  }
}
