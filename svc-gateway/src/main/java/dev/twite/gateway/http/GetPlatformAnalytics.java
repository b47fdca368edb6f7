package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.analytics.PlatformRowView;
import dev.twite.gateway.analytics.PlatformView;
import dev.twite.gateway.analytics.ReportFormat;
import dev.twite.gateway.analytics.ReportRange;
import dev.twite.proto.analytics.v1.AnalyticsGrpc.AnalyticsBlockingStub;
import jakarta.inject.Inject;

/** Everybody over time, as JSON or, the rows only, CSV. */
final class GetPlatformAnalytics implements Endpoint {
  private final AnalyticsBlockingStub analytics;

  @Inject
  GetPlatformAnalytics(AnalyticsBlockingStub analytics) {
    this.analytics = analytics;
  }

  @Override
  public Route route() {
    return Route.get("/v1/analytics/platform", Access.ADMIN);
  }

  @Override
  public Response handle(Request request) {
    ReportFormat format = ReportFormat.of(request);
    PlatformView report = PlatformView.of(analytics.reportPlatform(ReportRange.of(request)));
    return format.write(report, PlatformRowView.class, report.data());
  }
}
