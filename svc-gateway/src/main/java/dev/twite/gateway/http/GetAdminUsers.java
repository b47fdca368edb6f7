package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.AccountView;
import dev.twite.gateway.admin.Cursors;
import dev.twite.gateway.admin.RoleName;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import jakarta.inject.Inject;

/** Accounts by id, handle, name or address, newest first. */
final class GetAdminUsers implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  GetAdminUsers(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.get("/v1/admin/users", Access.MODERATOR);
  }

  @Override
  public Response handle(Request request) {
    ListAccountsResponse found =
        admin.listAccounts(
            ListAccountsRequest.newBuilder()
                .setQuery(request.query("q").orElse(""))
                .setRole(RoleName.parse(request.query("role").orElse("")))
                .setBannedOnly(bannedOnly(request))
                .setLimit(request.limit())
                .setCursor(Cursors.of(request))
                .build());
    return Response.ok(
        Cursors.page(
            found.getAccountsList().stream().map(AccountView::of).toList(), found.getNextCursor()));
  }

  private static boolean bannedOnly(Request request) {
    return switch (request.query("banned").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw TwiteException.invalid("banned", "invalid_value", "Is neither true nor false");
    };
  }
}
