package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** What a tweet answers, the tweet, and a page of its replies. */
final class GetThread implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetThread(TweetServiceBlockingStub tweets, TweetAssembler assembler, Impressions impressions) {
    this.tweets = tweets;
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/tweets/{id}/thread", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    return Response.ok(
        impressions.shown(
            assembler.thread(
                tweets.getThread(
                    GetThreadRequest.newBuilder()
                        .setId(request.pathId("id"))
                        .setCursor(request.cursor())
                        .setLimit(request.limit())
                        .build()))));
  }
}
