package dev.twite.gateway.fake;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.analytics.v1.AccountReport;
import dev.twite.proto.analytics.v1.AccountRow;
import dev.twite.proto.analytics.v1.AnalyticsGrpc;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.PlatformRow;
import dev.twite.proto.analytics.v1.ReportRequest;
import dev.twite.proto.analytics.v1.ReportTweetRequest;
import dev.twite.proto.analytics.v1.RetentionRow;
import dev.twite.proto.analytics.v1.TopTag;
import dev.twite.proto.analytics.v1.TopTweet;
import dev.twite.proto.analytics.v1.TweetReport;
import dev.twite.proto.analytics.v1.TweetRow;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Reports of one row, and what was asked for. */
public final class FakeAnalytics extends AnalyticsGrpc.AnalyticsImplBase {
  /** 15 January 2026. */
  public static final long DAY_MS = 1_768_435_200_000L;

  public static final long TWEET = 4_242;

  private final Probe probe;
  private final List<ReportRequest> asked = new CopyOnWriteArrayList<>();

  public FakeAnalytics(Probe probe) {
    this.probe = probe;
  }

  public ReportRequest lastAsked() {
    return asked.getLast();
  }

  @Override
  public void reportAccount(ReportRequest in, StreamObserver<AccountReport> out) {
    probe.reply(
        out,
        "ReportAccount",
        () -> {
          asked.add(in);
          return AccountReport.newBuilder()
              .addRows(
                  AccountRow.newBuilder()
                      .setTimeMs(DAY_MS)
                      .setTweets(1)
                      .setLikesReceived(2)
                      .setRepliesReceived(3)
                      .setRetweetsReceived(4)
                      .setFollowersGained(5)
                      .setFollowersLost(6)
                      .setImpressions(7))
              .build();
        });
  }

  @Override
  public void reportTweet(ReportTweetRequest in, StreamObserver<TweetReport> out) {
    probe.reply(
        out,
        "ReportTweet",
        () -> {
          asked.add(in.getRange());
          if (in.getTweetId() != TWEET) {
            throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
          }
          return TweetReport.newBuilder()
              .addRows(TweetRow.newBuilder().setTimeMs(DAY_MS).setImpressions(9).setReaders(8))
              .build();
        });
  }

  @Override
  public void reportPlatform(ReportRequest in, StreamObserver<PlatformReport> out) {
    probe.reply(
        out,
        "ReportPlatform",
        () -> {
          asked.add(in);
          return PlatformReport.newBuilder()
              .addRows(PlatformRow.newBuilder().setTimeMs(DAY_MS).setActiveUsers(3))
              .setDailyActive(3)
              .setWeeklyActive(4)
              .setMonthlyActive(5)
              .addRetention(
                  RetentionRow.newBuilder()
                      .setWeekMs(DAY_MS)
                      .setSignUps(2)
                      .addActive(2)
                      .addActive(1))
              .addTopTweets(TopTweet.newBuilder().setTweetId(TWEET).setEngagements(6))
              .addTopTags(TopTag.newBuilder().setHashtag("twite").setTweets(2).setAuthors(1))
              .build();
        });
  }
}
