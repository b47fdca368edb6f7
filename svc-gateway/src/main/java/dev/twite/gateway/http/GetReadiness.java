package dev.twite.gateway.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.ops.OpsServer;
import jakarta.inject.Inject;
import java.util.Map;

/** Whether this process takes work. */
final class GetReadiness implements Endpoint {
  private final OpsServer ops;

  @Inject
  GetReadiness(OpsServer ops) {
    this.ops = ops;
  }

  @Override
  public Route route() {
    return Route.get("/readyz", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    if (!ops.readiness().ready()) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    return Response.ok(Map.of("status", "ok"));
  }
}
