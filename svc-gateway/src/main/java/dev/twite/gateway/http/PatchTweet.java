package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.TweetAssembler;
import dev.twite.proto.tweet.v1.EditTweetRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;

/** Changes the text of one of the caller's tweets. */
final class PatchTweet implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;

  @Inject
  PatchTweet(TweetServiceBlockingStub tweets, TweetAssembler assembler) {
    this.tweets = tweets;
    this.assembler = assembler;
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
    return Response.ok(
        assembler.written(
            tweets.editTweet(
                EditTweetRequest.newBuilder().setId(id).setText(body.text()).build())));
  }

  record Body(String text) {}
}
