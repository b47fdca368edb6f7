package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.tweet.v1.ListBookmarksRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** The caller's bookmarks, last bookmarked first. */
final class GetBookmarks implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetBookmarks(TweetServiceBlockingStub tweets, TweetAssembler assembler, Impressions impressions) {
    this.tweets = tweets;
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/me/bookmarks", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        impressions.shown(
            assembler.page(
                tweets.listBookmarks(
                    ListBookmarksRequest.newBuilder()
                        .setCursor(request.cursor())
                        .setLimit(request.limit())
                        .build()))));
  }
}
