package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.gateway.analytics.AccountRowView;
import dev.twite.gateway.analytics.ReportFormat;
import dev.twite.gateway.analytics.ReportRange;
import dev.twite.proto.analytics.v1.AnalyticsGrpc.AnalyticsBlockingStub;
import jakarta.inject.Inject;
import java.util.List;

/** The caller's account over time, as JSON or CSV. */
final class GetMyAnalytics implements Endpoint {
  private final AnalyticsBlockingStub analytics;

  @Inject
  GetMyAnalytics(AnalyticsBlockingStub analytics) {
    this.analytics = analytics;
  }

  @Override
  public Route route() {
    return Route.get("/v1/analytics/me", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    ReportFormat format = ReportFormat.of(request);
    List<AccountRowView> rows =
        analytics.reportAccount(ReportRange.of(request)).getRowsList().stream()
            .map(AccountRowView::of)
            .toList();
    return format.write(Page.whole(rows), AccountRowView.class, rows);
  }
}
