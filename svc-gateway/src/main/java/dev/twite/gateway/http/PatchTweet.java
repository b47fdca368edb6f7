package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.proto.tweet.v1.EditTweetRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** Changes the text of one of the caller's tweets. */
final class PatchTweet implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final TweetPages pages;

  @Inject
  PatchTweet(TweetServiceBlockingStub tweets, TweetAssembler assembler, TweetPages pages) {
    this.tweets = tweets;
    this.assembler = assembler;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.patch("/v1/tweets/{id}", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    long id = request.pathId("id");
    Body body = request.body(Body.class);
    new Checks().present("text", body.text()).finish();
    Tweet edited =
        tweets.editTweet(EditTweetRequest.newBuilder().setId(id).setText(body.text()).build());
    pages.changed(id);
    return Response.ok(assembler.written(edited));
  }

  record Body(String text) {}
}
