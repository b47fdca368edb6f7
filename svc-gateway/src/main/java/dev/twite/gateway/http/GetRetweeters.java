package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import dev.twite.proto.tweet.v1.UserIdPage;
import jakarta.inject.Inject;

/** Who retweeted a tweet, newest first. */
final class GetRetweeters implements Endpoint {
  private final TweetServiceBlockingStub tweets;
  private final UserAssembler users;

  @Inject
  GetRetweeters(TweetServiceBlockingStub tweets, UserAssembler users) {
    this.tweets = tweets;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.get("/v1/tweets/{id}/retweets", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    UserIdPage page =
        tweets.listRetweeters(
            ListOfTweetRequest.newBuilder()
                .setId(request.pathId("id"))
                .setCursor(request.cursor())
                .setLimit(request.limit())
                .build());
    return Response.ok(users.page(page.getUserIdsList(), page.getNextCursor()));
  }
}
