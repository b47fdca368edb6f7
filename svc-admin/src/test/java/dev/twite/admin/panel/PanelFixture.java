package dev.twite.admin.panel;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.Calls;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.limit.LimitModule;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.admin.v1.Standing;
import dev.twite.proto.analytics.v1.AnalyticsGrpc;
import dev.twite.proto.analytics.v1.PlatformReport;
import dev.twite.proto.analytics.v1.PlatformRow;
import dev.twite.proto.analytics.v1.ReportRequest;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import io.grpc.stub.StreamObserver;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The panel on a port of its own, with stand-ins for everything that it asks. */
final class PanelFixture implements AutoCloseable {
  static final long ADMIN = 1;
  static final long MODERATOR = 2;
  static final long READER = 3;
  static final long WREN = 4;
  static final long TWEET = 900;

  final FakeAdmin admin = new FakeAdmin();
  final FakeAuth auth = new FakeAuth(admin);
  final String origin;
  private final Cluster cluster;

  PanelFixture(Optional<String> publicOrigin, Clock clock) throws Exception {
    addPeople();
    int port = Cluster.freePort();
    this.origin = "http://127.0.0.1:" + port;
    TestEnv env =
        new TestEnv()
            .set("PANELHOST_HTTP_PORT", Integer.toString(port))
            .set("PANELHOST_HTTP_TRUSTED_PROXIES", "127.0.0.1");
    publicOrigin.ifPresent(address -> env.set("PANELHOST_PANEL_ORIGIN", address));
    this.cluster = new Cluster(env, clock);
    try {
      cluster.fake("admin", admin);
      cluster.fake("auth", auth);
      cluster.fake("tweet", new FakeTweets());
      cluster.fake("analytics", new FakeAnalytics());
      cluster.start(new PanelHost());
    } catch (Exception failed) {
      cluster.close();
      throw failed;
    }
  }

  PanelFixture() throws Exception {
    this(Optional.empty(), Clock.systemUTC());
  }

  static MutableClock clock() {
    return new MutableClock(Instant.parse("2026-05-01T12:00:00Z"));
  }

  private void addPeople() {
    add(ADMIN, "ada", "Ada Lovelace", "ADMIN");
    add(MODERATOR, "molly", "Molly Moderator", "MODERATOR");
    add(READER, "reader", "Just a Reader", "USER");
    add(WREN, "wren", "Jenny Wren", "USER");
    add(5, "wrangler", "Will Wrangler", "USER");
    for (int i = 10; i < 30; i++) {
      add(i, "bird" + i, "Bird number " + i, "USER");
    }
    admin.reports.put(
        700L,
        Report.newBuilder()
            .setId(700)
            .setReporterId(READER)
            .setUserId(WREN)
            .setTweetId(TWEET)
            .setReason("spam")
            .setComment("The same link over and over")
            .setCreatedAtMs(System.currentTimeMillis() - 3_600_000)
            .build());
    for (int i = 0; i < 3; i++) {
      admin.dead.add(
          DeadLetter.newBuilder()
              .setId("0-" + i)
              .setEventType("TweetCreated")
              .setEventId("018f-" + i)
              .setOriginTopic("twite.tweet.v1")
              .setOriginOffset(40 + i)
              .setGroup("feed")
              .setError("java.lang.IllegalStateException: no such author")
              .setDeadAtMs(System.currentTimeMillis())
              .setSummary("{\"tweet_id\":\"" + i + "\"}")
              .build());
      admin.lines.add(line("INFO", "A line of before, number " + i));
    }
    admin.lines.add(line("ERROR", "Something broke"));
  }

  private void add(long id, String handle, String name, String role) {
    admin.accounts.put(
        id,
        Account.newBuilder()
            .setId(id)
            .setHandle(handle)
            .setName(name)
            .setEmail(handle + "@twite.test")
            .setCreatedAtMs(1_767_225_600_000L + id * 86_400_000)
            .setStanding(Standing.newBuilder().setUserId(id).setRole(role))
            .build());
  }

  static LogLine line(String level, String message) {
    return LogLine.newBuilder()
        .setTimeNs(System.currentTimeMillis() * 1_000_000)
        .setService("tweet")
        .setLevel(level)
        .setMessage(message)
        .setRequestId("0123456789abcdef0123456789abcdef")
        .build();
  }

  @Override
  public void close() {
    cluster.close();
  }

  /** A service that is nothing but the panel. */
  private static final class PanelHost implements ServiceSpec {
    @Override
    public String name() {
      return "panelhost";
    }

    @Override
    public Module module(ConfigReader config) {
      return Modules.combine(
          new PanelModule(config),
          new LimitModule(config),
          new ClientsModule(ServiceClient.AUTH, ServiceClient.TWEET),
          new AbstractModule() {
            @Provides
            @Singleton
            GrpcChannels channels(
                Transport transport, ConfigReader reader, GrpcConfig grpc, CallTokens tokens) {
              return new GrpcChannels(transport, reader, grpc, tokens, GrpcChannels.Retries.NONE);
            }
          });
    }
  }

  private static final class FakeTweets extends TweetServiceGrpc.TweetServiceImplBase {
    @Override
    public void scanTweets(ScanTweetsRequest request, StreamObserver<TweetPage> observer) {
      Calls.reply(
          observer,
          () ->
              TweetPage.newBuilder()
                  .addTweets(
                      Tweet.newBuilder()
                          .setId(request.getAfterId() + 1)
                          .setText("Buy now! Buy now! <script>alert(1)</script>")
                          .setCreatedAtMs(System.currentTimeMillis()))
                  .build());
    }
  }

  private static final class FakeAnalytics extends AnalyticsGrpc.AnalyticsImplBase {
    @Override
    public void reportPlatform(ReportRequest request, StreamObserver<PlatformReport> observer) {
      Calls.reply(
          observer,
          () -> {
            PlatformReport.Builder report =
                PlatformReport.newBuilder()
                    .setDailyActive(812)
                    .setWeeklyActive(2_904)
                    .setMonthlyActive(11_320);
            long day = Duration.ofDays(1).toMillis();
            for (int i = 27; i >= 0; i--) {
              report.addRows(
                  PlatformRow.newBuilder()
                      .setTimeMs(System.currentTimeMillis() / day * day - i * day)
                      .setSignUps(20 + (i * 7) % 13)
                      .setActiveUsers(600 + (27 - i) * 9L)
                      .setTweets(4_000 + (i * 911L) % 1_700));
            }
            return report.build();
          });
    }
  }
}
