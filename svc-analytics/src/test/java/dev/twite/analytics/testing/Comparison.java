package dev.twite.analytics.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.analytics.AccountReports;
import dev.twite.analytics.PlatformReports;
import dev.twite.analytics.Span;
import dev.twite.analytics.TweetReports;
import dev.twite.common.boot.RunningService;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.RetentionRow;
import dev.twite.proto.analytics.v1.TopTag;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.tweet.v1.Visibility;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Holds the service's reports against brute force. */
public record Comparison(RunningService service, Crowd crowd) {
  private static final long DAY = 86_400_000L;

  /** Every report over this span, for these people and their tweets. */
  public void equal(Span span, List<Long> people, List<TweetCreated> tweets) {
    BruteForce expected = new BruteForce(crowd.all());
    for (long who : people) {
      assertThat(service.get(AccountReports.class).of(who, span).getRowsList())
          .isEqualTo(expected.account(who, span));
    }
    for (TweetCreated tweet : tweets) {
      assertThat(
              service
                  .get(TweetReports.class)
                  .of(tweet.getAuthorId(), tweet.getTweetId(), span)
                  .getRowsList())
          .isEqualTo(expected.tweet(tweet.getTweetId(), span));
    }
    platform(span, expected);
  }

  private void platform(Span span, BruteForce expected) {
    PlatformReport report = service.get(PlatformReports.class).of(span);
    assertThat(report.getRowsList()).isEqualTo(expected.platform(span));
    long last = Math.floorDiv(span.toMs() - 1, DAY) * DAY;
    assertThat(report.getDailyActive()).isEqualTo(expected.active(last, last));
    assertThat(report.getWeeklyActive()).isEqualTo(expected.active(last - 6 * DAY, last));
    assertThat(report.getMonthlyActive()).isEqualTo(expected.active(last - 29 * DAY, last));
    Map<Long, Map<Long, Long>> retention = new TreeMap<>();
    for (RetentionRow row : report.getRetentionList()) {
      Map<Long, Long> weeks = new TreeMap<>();
      for (int i = 0; i < row.getActiveCount(); i++) {
        if (row.getActive(i) > 0) {
          weeks.put(row.getWeekMs() + 7L * i * DAY, row.getActive(i));
        }
      }
      assertThat(row.getSignUps()).isEqualTo(row.getActive(0));
      retention.put(row.getWeekMs(), weeks);
    }
    assertThat(retention).isEqualTo(expected.retention(span));
    assertThat(
            report.getTopTweetsList().stream()
                .map(top -> Map.entry(top.getTweetId(), top.getEngagements()))
                .toList())
        .isEqualTo(expected.topTweets(span, 20));
    Map<String, Long> tags = new TreeMap<>();
    for (TopTag tag : report.getTopTagsList()) {
      tags.put(tag.getHashtag(), tag.getTweets());
    }
    assertThat(tags)
        .isEqualTo(
            expected.tags(
                span, tweet -> tweet.getVisibility() == Visibility.VISIBILITY_PUBLIC_VALUE));
    assertThat(report.getTopTagsList())
        .isSortedAccordingTo(
            java.util.Comparator.comparingLong(TopTag::getTweets)
                .reversed()
                .thenComparing(TopTag::getHashtag));
  }
}
