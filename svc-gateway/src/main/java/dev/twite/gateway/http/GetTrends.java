package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.proto.search.v1.ListTrendsRequest;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.Trend;
import jakarta.inject.Inject;

/** Hashtags that more people use now than usually do. */
final class GetTrends implements Endpoint {
  private static final int MOST = 50;

  private final SearchBlockingStub search;

  /**
   * A hashtag.
   *
   * @param windowS what the numbers are of, in seconds until now
   */
  record TrendView(String hashtag, long tweets, long authors, long windowS) {
    static TrendView of(Trend trend) {
      return new TrendView(
          trend.getHashtag(), trend.getTweets(), trend.getAuthors(), trend.getWindowMs() / 1_000);
    }
  }

  @Inject
  GetTrends(SearchBlockingStub search) {
    this.search = search;
  }

  @Override
  public Route route() {
    return Route.get("/v1/trends", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    ListTrendsRequest list =
        ListTrendsRequest.newBuilder().setLimit(SearchCursor.limit(request, MOST)).build();
    return Response.ok(
        Page.whole(search.listTrends(list).getTrendsList().stream().map(TrendView::of).toList()));
  }
}
