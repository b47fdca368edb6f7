package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.impression.Impressions;
import jakarta.inject.Inject;

/** A tweet by id. */
final class GetTweet implements Endpoint {
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetTweet(TweetAssembler assembler, Impressions impressions) {
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/tweets/{id}", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(impressions.shown(assembler.byId(request.pathId("id"))));
  }
}
