package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.Optional;

/** One author's tweets, newest first. */
final class GetUserTweets implements Endpoint {
  private final Profiles profiles;
  private final TweetServiceBlockingStub tweets;
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetUserTweets(
      Profiles profiles,
      TweetServiceBlockingStub tweets,
      TweetAssembler assembler,
      Impressions impressions) {
    this.profiles = profiles;
    this.tweets = tweets;
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/users/{id}/tweets", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    ListByAuthorRequest list =
        ListByAuthorRequest.newBuilder()
            .setAuthorId(request.pathId("id"))
            .setIncludeReplies(includesReplies(request))
            .setCursor(request.cursor())
            .setLimit(request.limit())
            .build();
    profiles.require(list.getAuthorId());
    return Response.ok(impressions.shown(assembler.page(tweets.listByAuthor(list))));
  }

  private static boolean includesReplies(Request request) {
    Optional<String> include = request.query("include");
    if (include.isPresent() && !include.get().equals("replies")) {
      throw TwiteException.invalid("include", "invalid_value", "Is not: replies");
    }
    return include.isPresent();
  }
}
