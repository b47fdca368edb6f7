package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.gateway.view.EditView;
import dev.twite.proto.tweet.v1.GetEditsRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** The texts that a tweet has had, newest first. */
final class GetEdits implements Endpoint {
  private final TweetServiceBlockingStub tweets;

  @Inject
  GetEdits(TweetServiceBlockingStub tweets) {
    this.tweets = tweets;
  }

  @Override
  public Route route() {
    return Route.get("/v1/tweets/{id}/edits", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    GetEditsRequest edits = GetEditsRequest.newBuilder().setId(request.pathId("id")).build();
    return Response.ok(
        Page.whole(tweets.getEdits(edits).getEditsList().stream().map(EditView::of).toList()));
  }
}
