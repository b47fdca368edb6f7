package dev.twite.analytics.grpc;

import dev.twite.analytics.AccountReports;
import dev.twite.analytics.PlatformReports;
import dev.twite.analytics.Span;
import dev.twite.analytics.TweetReports;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.proto.analytics.v1.AccountReport;
import dev.twite.proto.analytics.v1.AnalyticsGrpc;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.ReportRequest;
import dev.twite.proto.analytics.v1.ReportTweetRequest;
import dev.twite.proto.analytics.v1.TweetReport;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Clock;

/** The door. Whose account it is, is never a field: always the signed-in caller's. */
public final class AnalyticsGrpcService extends AnalyticsGrpc.AnalyticsImplBase {
  private final AccountReports accounts;
  private final TweetReports tweets;
  private final PlatformReports platform;
  private final Clock clock;

  @Inject
  AnalyticsGrpcService(
      AccountReports accounts, TweetReports tweets, PlatformReports platform, Clock clock) {
    this.accounts = accounts;
    this.tweets = tweets;
    this.platform = platform;
    this.clock = clock;
  }

  @Override
  public void reportAccount(ReportRequest request, StreamObserver<AccountReport> observer) {
    Calls.reply(observer, () -> accounts.of(CallContext.requireUser().id(), span(request)));
  }

  @Override
  public void reportTweet(ReportTweetRequest request, StreamObserver<TweetReport> observer) {
    Calls.reply(
        observer,
        () ->
            tweets.of(
                CallContext.requireUser().id(), request.getTweetId(), span(request.getRange())));
  }

  @Override
  public void reportPlatform(ReportRequest request, StreamObserver<PlatformReport> observer) {
    Calls.reply(
        observer,
        () -> {
          if (!CallContext.requireUser().role().includes(Role.ADMIN)) {
            throw TwiteException.of(ErrorCode.FORBIDDEN);
          }
          return platform.of(span(request));
        });
  }

  private Span span(ReportRequest request) {
    return Span.of(request, clock.millis());
  }
}
