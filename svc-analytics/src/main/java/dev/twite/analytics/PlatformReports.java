package dev.twite.analytics;

import dev.twite.analytics.store.PlatformCounts;
import dev.twite.analytics.store.PlatformCounts.Active;
import dev.twite.analytics.store.PlatformCounts.Cohort;
import dev.twite.analytics.store.TopCounts;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.PlatformRow;
import dev.twite.proto.analytics.v1.RetentionRow;
import dev.twite.proto.analytics.v1.TopTag;
import dev.twite.proto.analytics.v1.TopTweet;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everybody over time. */
public final class PlatformReports {
  private static final int TOP = 20;
  private static final long DAY_MS = Duration.ofDays(1).toMillis();
  private static final long WEEK_MS = Duration.ofDays(7).toMillis();

  private final PlatformCounts counts;
  private final TopCounts tops;

  @Inject
  PlatformReports(PlatformCounts counts, TopCounts tops) {
    this.counts = counts;
    this.tops = tops;
  }

  public PlatformReport of(Span span) {
    Rows<PlatformRow.Builder> rows =
        new Rows<>(span, time -> PlatformRow.newBuilder().setTimeMs(time));
    for (PlatformCounts.Row row : counts.rows(span)) {
      rows.at(row.timeMs())
          .setActiveUsers(row.activeUsers())
          .setSignUps(row.signUps())
          .setTweets(row.tweets())
          .setLikes(row.likes())
          .setFollows(row.follows());
    }
    rows.add(counts.impressions(span), (row, count) -> row.setImpressions(count.count()));
    long lastDay = Math.floorDiv(span.toMs() - 1, DAY_MS) * DAY_MS;
    Active active = counts.active(lastDay / 1000);
    PlatformReport.Builder report =
        PlatformReport.newBuilder()
            .setDailyActive(active.daily())
            .setWeeklyActive(active.weekly())
            .setMonthlyActive(active.monthly())
            .addAllRetention(retention(counts.retention(span)));
    rows.all().forEach(report::addRows);
    for (TopCounts.TopTweet top : tops.tweets(span, TOP)) {
      report.addTopTweets(
          TopTweet.newBuilder().setTweetId(top.tweetId()).setEngagements(top.engagements()));
    }
    for (TopCounts.TopTag top : tops.tags(span, TOP)) {
      report.addTopTags(
          TopTag.newBuilder()
              .setHashtag(top.tag())
              .setTweets(top.tweets())
              .setAuthors(top.authors()));
    }
    return report.build();
  }

  /** Weeks without an active member count 0, up to the last in which anybody was active. */
  private static List<RetentionRow> retention(List<Cohort> cohorts) {
    long last = cohorts.stream().mapToLong(Cohort::activeWeekMs).max().orElse(0);
    Map<Long, Map<Long, Long>> byWeek = new TreeMap<>();
    for (Cohort cohort : cohorts) {
      byWeek
          .computeIfAbsent(cohort.weekMs(), week -> new TreeMap<>())
          .put(cohort.activeWeekMs(), cohort.users());
    }
    return byWeek.entrySet().stream()
        .map(week -> row(week.getKey(), week.getValue(), last))
        .toList();
  }

  // Signing up is an act: who signed up in a week was active in it.
  private static RetentionRow row(long week, Map<Long, Long> active, long last) {
    RetentionRow.Builder row =
        RetentionRow.newBuilder().setWeekMs(week).setSignUps(active.getOrDefault(week, 0L));
    for (long at = week; at <= last; at += WEEK_MS) {
      row.addActive(active.getOrDefault(at, 0L));
    }
    return row.build();
  }
}
