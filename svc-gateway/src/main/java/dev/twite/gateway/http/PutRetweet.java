package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.proto.tweet.v1.RelationRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** The caller retweets a tweet. */
final class PutRetweet implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final TweetPages pages;

  @Inject
  PutRetweet(TweetServiceBlockingStub tweets, TweetAssembler assembler, TweetPages pages) {
    this.tweets = tweets;
    this.assembler = assembler;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.put("/v1/tweets/{id}/retweet", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    RelationRequest tweet = RelationRequest.newBuilder().setTweetId(request.pathId("id")).build();
    Tweet original = tweets.retweet(tweet);
    pages.changed(original.getId());
    return Response.ok(assembler.written(original));
  }
}
