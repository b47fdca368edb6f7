package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Profiles;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** One author's tweets, newest first. */
final class GetUserTweets implements Endpoint {
  private final Profiles profiles;
  private final TweetServiceBlockingStub tweets;
  private final TweetPages pages;
  private final Impressions impressions;

  @Inject
  GetUserTweets(
      Profiles profiles,
      TweetServiceBlockingStub tweets,
      TweetPages pages,
      Impressions impressions) {
    this.profiles = profiles;
    this.tweets = tweets;
    this.pages = pages;
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
            .setIdsOnly(true)
            .build();
    profiles.require(list.getAuthorId());
    TweetPage page = tweets.listByAuthor(list);
    List<TweetPages.Shown> shown =
        pages.shown(page.getTweetsList().stream().map(Tweet::getId).toList());
    impressions.shown(shown);
    return TweetPages.page(shown, page.getNextCursor());
  }

  private static boolean includesReplies(Request request) {
    Optional<String> include = request.query("include");
    if (include.isPresent() && !include.get().equals("replies")) {
      throw TwiteException.invalid("include", "invalid_value", "Is not: replies");
    }
    return include.isPresent();
  }
}
