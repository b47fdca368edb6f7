package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.gateway.analytics.ReportFormat;
import dev.twite.gateway.analytics.ReportRange;
import dev.twite.gateway.analytics.TweetRowView;
import dev.twite.proto.analytics.v1.AnalyticsGrpc.AnalyticsBlockingStub;
import dev.twite.proto.analytics.v1.ReportTweetRequest;
import jakarta.inject.Inject;
import java.util.List;

/** One of the caller's tweets over time, as JSON or CSV. */
final class GetTweetAnalytics implements Endpoint {
  private final AnalyticsBlockingStub analytics;

  @Inject
  GetTweetAnalytics(AnalyticsBlockingStub analytics) {
    this.analytics = analytics;
  }

  @Override
  public Route route() {
    return Route.get("/v1/analytics/tweets/{id}", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    ReportFormat format = ReportFormat.of(request);
    ReportTweetRequest asked =
        ReportTweetRequest.newBuilder()
            .setTweetId(request.pathId("id"))
            .setRange(ReportRange.of(request))
            .build();
    List<TweetRowView> rows =
        analytics.reportTweet(asked).getRowsList().stream().map(TweetRowView::of).toList();
    return format.write(Page.whole(rows), TweetRowView.class, rows);
  }
}
