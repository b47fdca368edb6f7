package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.tweet.v1.ListByHashtagRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** Public tweets with a hashtag, newest first. */
final class GetHashtagTimeline implements Endpoint {
  private static final int MAX_TAG = 279;

  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetHashtagTimeline(
      TweetServiceBlockingStub tweets, TweetAssembler assembler, Impressions impressions) {
    this.tweets = tweets;
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/timelines/hashtag/{tag}", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    String tag = request.path("tag");
    new Checks().text("tag", tag, 1, MAX_TAG).finish();
    return Response.ok(
        impressions.shown(
            assembler.page(
                tweets.listByHashtag(
                    ListByHashtagRequest.newBuilder()
                        .setTag(tag)
                        .setCursor(request.cursor())
                        .setLimit(request.limit())
                        .build()))));
  }
}
