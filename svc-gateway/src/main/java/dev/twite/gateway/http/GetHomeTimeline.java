package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.feed.v1.Entry;
import dev.twite.proto.feed.v1.FeedGrpc.FeedBlockingStub;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Tweets of those the caller follows, newest first. */
final class GetHomeTimeline implements Endpoint {
  private static final int MAX_ROUNDS = 3;

  private final FeedBlockingStub feed;
  private final TweetPages pages;
  private final Impressions impressions;

  @Inject
  GetHomeTimeline(FeedBlockingStub feed, TweetPages pages, Impressions impressions) {
    this.feed = feed;
    this.pages = pages;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/timelines/home", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    int limit = request.limit();
    long cursor = request.cursor();
    List<TweetPages.Shown> shown = new ArrayList<>();
    // svc-feed knows ids; how many of them the reader may still see turns out here.
    for (int round = 0; round < MAX_ROUNDS; round++) {
      GetHomeResponse home =
          feed.getHome(
              GetHomeRequest.newBuilder().setCursor(cursor).setLimit(limit - shown.size()).build());
      cursor = home.getNextCursor();
      shown.addAll(pages.shown(home.getEntriesList().stream().map(Entry::getTweetId).toList()));
      if (cursor == 0 || shown.size() * 2 > limit) {
        break;
      }
    }
    impressions.shown(shown);
    return TweetPages.page(shown, cursor);
  }
}
