package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Chart;
import dev.twite.admin.panel.html.Chart.Point;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.proto.analytics.v1.AnalyticsGrpc.AnalyticsBlockingStub;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.PlatformRow;
import dev.twite.proto.analytics.v1.ReportRequest;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Four weeks of people and tweets, where svc-analytics runs. */
final class Growth {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final AnalyticsBlockingStub analytics;

  @Inject
  Growth(AnalyticsBlockingStub analytics) {
    this.analytics = analytics;
  }

  List<Node> charts() {
    PlatformReport report;
    try {
      report = analytics.reportPlatform(ReportRequest.newBuilder().setBucket(Bucket.DAY).build());
    } catch (StatusRuntimeException away) {
      return List.of(Parts.empty("There are no figures by day: svc-analytics is not there."));
    }
    return List.of(
        Tag.of(
                "div",
                figure("Active today", report.getDailyActive()),
                figure("in 7 days", report.getWeeklyActive()),
                figure("in 30 days", report.getMonthlyActive()))
            .css("figures"),
        Tag.of(
                "div",
                chart("Sign-ups by day", report, PlatformRow::getSignUps),
                chart("Active users by day", report, PlatformRow::getActiveUsers),
                chart("Tweets by day", report, PlatformRow::getTweets))
            .css("charts"));
  }

  private static Tag figure(String name, long value) {
    return HealthParts.figure(name, Parts.text(Chart.amount(value)), false);
  }

  private static Tag chart(String title, PlatformReport report, ToLongFunction<PlatformRow> value) {
    return Chart.columns(
        title,
        report.getRowsList().stream()
            .map(
                row ->
                    new Point(
                        DAY.format(Instant.ofEpochMilli(row.getTimeMs())), value.applyAsLong(row)))
            .toList());
  }
}
