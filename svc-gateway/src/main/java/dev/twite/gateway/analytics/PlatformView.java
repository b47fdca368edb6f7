package dev.twite.gateway.analytics;

import dev.twite.common.view.Wire;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.RetentionRow;
import java.util.List;

/** The report on the whole platform. */
public record PlatformView(
    List<PlatformRowView> data,
    long dailyActive,
    long weeklyActive,
    long monthlyActive,
    List<Cohort> retention,
    List<TopTweet> topTweets,
    List<TopTag> topTags) {
  /**
   * Those who signed up in one week.
   *
   * @param active how many of them did something in that week, the next, and so on
   */
  public record Cohort(String week, long signUps, List<Long> active) {
    static Cohort of(RetentionRow row) {
      return new Cohort(Wire.time(row.getWeekMs()), row.getSignUps(), row.getActiveList());
    }
  }

  public record TopTweet(String tweetId, long engagements) {}

  public record TopTag(String hashtag, long tweets, long authors) {}

  public static PlatformView of(PlatformReport report) {
    return new PlatformView(
        report.getRowsList().stream().map(PlatformRowView::of).toList(),
        report.getDailyActive(),
        report.getWeeklyActive(),
        report.getMonthlyActive(),
        report.getRetentionList().stream().map(Cohort::of).toList(),
        report.getTopTweetsList().stream()
            .map(top -> new TopTweet(Wire.id(top.getTweetId()), top.getEngagements()))
            .toList(),
        report.getTopTagsList().stream()
            .map(top -> new TopTag(top.getHashtag(), top.getTweets(), top.getAuthors()))
            .toList());
  }
}
