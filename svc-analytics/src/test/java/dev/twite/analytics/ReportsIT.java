package dev.twite.analytics;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.analytics.testing.Comparison;
import dev.twite.analytics.testing.Crowd;
import dev.twite.analytics.testing.Publisher;
import dev.twite.analytics.testing.Tables;
import dev.twite.common.boot.RunningService;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.analytics.v1.AnalyticsGrpc;
import dev.twite.proto.analytics.v1.AnalyticsGrpc.AnalyticsBlockingStub;
import dev.twite.proto.analytics.v1.Bucket;
import dev.twite.proto.analytics.v1.ReportRequest;
import dev.twite.proto.analytics.v1.ReportTweetRequest;
import dev.twite.proto.events.v1.TweetCreated;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From topics to reports. */
class ReportsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int EVENTS = 6_000;

  private final long now = System.currentTimeMillis();
  private final Crowd crowd = new Crowd(1, now - Duration.ofDays(40).toMillis(), now, 60);
  private final TestEnv env = new TestEnv().clickhouse().kafka().set("ANALYTICS_LINGER", "100ms");
  private final Cluster cluster = new Cluster(env);
  private RunningService service;

  @BeforeEach
  void start() throws Exception {
    service = cluster.start(new AnalyticsSpec());
    try (Publisher publisher = new Publisher(env)) {
      publisher.publish(crowd.until(EVENTS));
    }
    within(
        PATIENCE,
        () -> assertThat(Tables.of(service).events()).isEqualTo(new Tables.Size(EVENTS, EVENTS)));
    within(
        PATIENCE, () -> assertThat(Tables.of(service).impressions().events()).isEqualTo(views()));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Test
  void reportsEqualACountByHandAndSoDoThoseOfARestartedService() throws Exception {
    compare();
    TweetCreated first = crowd.tweets().getFirst();
    doorsAreGuarded(first);
    // The tables know where to go on.
    service.close();
    service = cluster.start(new AnalyticsSpec());
    try (Publisher publisher = new Publisher(env)) {
      publisher.publish(crowd.until(EVENTS + 500));
    }
    within(
        PATIENCE,
        () ->
            assertThat(Tables.of(service).events())
                .isEqualTo(new Tables.Size(EVENTS + 500, EVENTS + 500)));
    within(
        PATIENCE, () -> assertThat(Tables.of(service).impressions().events()).isEqualTo(views()));
    compare();
    noQuestionReadsTheRows();
  }

  private void compare() {
    Comparison comparison = new Comparison(service, crowd);
    long day = Duration.ofDays(1).toMillis();
    comparison.equal(
        span(Bucket.DAY, now - 45 * day, now),
        crowd.people().subList(0, 5),
        crowd.tweets().subList(0, 5));
    comparison.equal(
        span(Bucket.HOUR, now - 20 * day, now - 12 * day),
        crowd.people().subList(0, 2),
        crowd.tweets().subList(0, 3));
  }

  private void doorsAreGuarded(TweetCreated tweet) throws Exception {
    AnalyticsBlockingStub stub =
        AnalyticsGrpc.newBlockingStub(
            cluster.channel("gateway", "analytics", AnalyticsGrpc.getServiceDescriptor()));
    ReportRequest all = ReportRequest.getDefaultInstance();
    ReportTweetRequest ofTweet =
        ReportTweetRequest.newBuilder().setTweetId(tweet.getTweetId()).setRange(all).build();
    long author = tweet.getAuthorId();
    within(
        PATIENCE,
        () ->
            assertThat(as(author, Role.USER, () -> stub.reportTweet(ofTweet)).getRowsCount())
                .isEqualTo(29));
    for (Role role : Role.values()) {
      refused(
          ErrorCode.TWEET_NOT_FOUND, () -> as(author + 1, role, () -> stub.reportTweet(ofTweet)));
    }
    refused(
        ErrorCode.TWEET_NOT_FOUND,
        () ->
            as(
                author,
                Role.USER,
                () -> stub.reportTweet(ofTweet.toBuilder().setTweetId(1).build())));
    refused(ErrorCode.FORBIDDEN, () -> as(author, Role.USER, () -> stub.reportPlatform(all)));
    refused(ErrorCode.FORBIDDEN, () -> as(author, Role.MODERATOR, () -> stub.reportPlatform(all)));
    within(
        PATIENCE,
        () ->
            assertThat(as(author, Role.ADMIN, () -> stub.reportPlatform(all)).getRowsCount())
                .isEqualTo(29));
    refused(ErrorCode.UNAUTHENTICATED, () -> stub.reportAccount(all));
    refused(
        ErrorCode.INVALID_REQUEST,
        () ->
            as(
                author,
                Role.USER,
                () -> stub.reportAccount(all.toBuilder().setFromMs(now).setToMs(1).build())));
  }

  /** What is counted beforehand is what answers: fewer rows are read than there are. */
  private void noQuestionReadsTheRows() {
    Tables tables = Tables.of(service);
    for (String column : new String[] {"actor_id", "subject_id", "target_id"}) {
      for (String bucket : new String[] {"toStartOfHour(at)", "toStartOfDay(at)"}) {
        assertThat(
                tables.number(
                    """
                    SELECT count() FROM (
                      SELECT %1$s, kind, count() FROM event
                      WHERE %2$s = 5001 AND %1$s >= toDateTime(0, 'UTC')
                      GROUP BY %2$s, kind, %1$s)
                    SETTINGS force_optimize_projection = 1
                    """
                        .formatted(bucket, column)))
            .isNotNegative();
      }
    }
  }

  private void refused(ErrorCode code, Callable<?> call) {
    within(
        PATIENCE,
        () ->
            assertThatThrownBy(call::call)
                .satisfies(thrown -> assertThat(codeOf(thrown)).isEqualTo(code)));
  }

  private static ErrorCode codeOf(Throwable thrown) {
    return GrpcErrors.toError(thrown).code();
  }

  private static <R> R as(long user, Role role, Callable<R> call) throws Exception {
    return CallContext.withUser(new User(user, 1, role)).call(call);
  }

  private long views() {
    return crowd.all().stream()
        .filter(
            one ->
                one.payload() instanceof dev.twite.proto.events.v1.TweetsViewed viewed
                    && viewed.getAuthorIdsList().stream()
                        .anyMatch(author -> author != viewed.getViewerId()))
        .count();
  }

  private Span span(Bucket bucket, long from, long to) {
    return Span.of(
        ReportRequest.newBuilder().setBucket(bucket).setFromMs(from).setToMs(to).build(), now);
  }
}
