package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.SearchUsersRequest;
import dev.twite.proto.search.v1.UserHits;
import jakarta.inject.Inject;

/** People by handle, name and bio. */
final class GetSearchUsers implements Endpoint {
  private final SearchBlockingStub search;
  private final UserAssembler assembler;

  @Inject
  GetSearchUsers(SearchBlockingStub search, UserAssembler assembler) {
    this.search = search;
    this.assembler = assembler;
  }

  @Override
  public Route route() {
    return Route.get("/v1/search/users", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    int limit = request.limit();
    String cursor = SearchCursor.of(request);
    UserHits hits =
        search.searchUsers(
            SearchUsersRequest.newBuilder()
                .setQuery(SearchCursor.text(request))
                .setCursor(cursor)
                .setLimit(limit)
                .build());
    return Response.ok(
        new Page<>(
            assembler.page(hits.getUserIdsList(), 0).data(),
            SearchCursor.orNull(hits.getNextCursor())));
  }
}
