package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.tweet.v1.DeleteTweetRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** Deletes one of the caller's tweets. */
final class DeleteTweet implements Endpoint {
  private final TweetServiceBlockingStub tweets;

  @Inject
  DeleteTweet(TweetServiceBlockingStub tweets) {
    this.tweets = tweets;
  }

  @Override
  public Route route() {
    return Route.delete("/v1/tweets/{id}", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    tweets.deleteTweet(DeleteTweetRequest.newBuilder().setId(request.pathId("id")).build());
    return Response.noContent();
  }
}
