package dev.twite.admin.panel;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import jakarta.inject.Inject;

/** A part of all pages; holds nothing of anybody's. */
final class GetAsset implements Endpoint {
  @Inject
  GetAsset() {}

  @Override
  public Route route() {
    return Route.get("/admin/assets/{file}", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    Assets.Asset asset =
        Assets.find(request.path("file")).orElseThrow(() -> TwiteException.of(ErrorCode.NOT_FOUND));
    boolean current = request.query("v").orElse("").equals(asset.version());
    return Response.bytes(asset.type(), asset.bytes())
        .withHeader("Cache-Control", current ? "public, max-age=31536000, immutable" : "no-cache")
        .withHeader("Cross-Origin-Resource-Policy", "same-origin");
  }
}
