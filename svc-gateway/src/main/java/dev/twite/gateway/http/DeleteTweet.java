package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.proto.tweet.v1.DeleteTweetRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** Deletes one of the caller's tweets. */
final class DeleteTweet implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final TweetPages pages;

  @Inject
  DeleteTweet(TweetServiceBlockingStub tweets, TweetPages pages) {
    this.tweets = tweets;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.delete("/v1/tweets/{id}", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    tweets.deleteTweet(DeleteTweetRequest.newBuilder().setId(id).build());
    pages.changed(id);
    return Response.noContent();
  }
}
