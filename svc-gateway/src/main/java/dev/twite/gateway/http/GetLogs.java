package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.admin.Cursors;
import dev.twite.gateway.admin.LogLineView;
import dev.twite.gateway.admin.Moment;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.logger.v1.Filter;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import jakarta.inject.Inject;
import java.util.Locale;

/** Log lines of all services, newest first. */
final class GetLogs implements Endpoint {
  private final AdminBlockingStub admin;

  @Inject
  GetLogs(AdminBlockingStub admin) {
    this.admin = admin;
  }

  @Override
  public Route route() {
    return Route.get("/v1/admin/logs", Access.ADMIN);
  }

  @Override
  public Response handle(Request request) {
    Filter.Builder filter =
        Filter.newBuilder()
            .setText(request.query("q").orElse(""))
            .setLeastLevel(request.query("level").orElse("").toUpperCase(Locale.ROOT))
            .setRequestId(request.query("request_id").orElse(""));
    request.query("service").ifPresent(filter::addServices);
    QueryResponse found =
        admin.queryLogs(
            QueryRequest.newBuilder()
                .setFilter(filter)
                .setFromMs(Moment.of(request, "from"))
                .setToMs(Moment.of(request, "to"))
                .setLimit(request.limit())
                .setCursor(request.query("cursor").orElse(""))
                .build());
    return Response.ok(
        Cursors.page(
            found.getLinesList().stream().map(LogLineView::of).toList(), found.getNextCursor()));
  }
}
