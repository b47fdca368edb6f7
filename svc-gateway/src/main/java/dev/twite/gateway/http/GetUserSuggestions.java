package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.SuggestUsersRequest;
import dev.twite.proto.search.v1.UserSuggestion;
import jakarta.inject.Inject;

/** Whom the caller may want to follow. */
final class GetUserSuggestions implements Endpoint {
  private final SearchBlockingStub search;
  private final UserAssembler assembler;

  @Inject
  GetUserSuggestions(SearchBlockingStub search, UserAssembler assembler) {
    this.search = search;
    this.assembler = assembler;
  }

  @Override
  public Route route() {
    return Route.get("/v1/suggestions/users", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    SuggestUsersRequest wanted = SuggestUsersRequest.newBuilder().setLimit(request.limit()).build();
    return Response.ok(
        assembler.page(
            search.suggestUsers(wanted).getSuggestionsList().stream()
                .map(UserSuggestion::getUserId)
                .toList(),
            0));
  }
}
