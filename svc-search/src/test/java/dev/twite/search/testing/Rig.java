package dev.twite.search.testing;

import dev.twite.common.boot.RunningService;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.ops.OpsServer;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.search.v1.SearchGrpc;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.SearchTweetsRequest;
import dev.twite.proto.search.v1.SearchUsersRequest;
import dev.twite.proto.search.v1.SuggestRequest;
import dev.twite.proto.search.v1.Suggestions;
import dev.twite.proto.search.v1.TweetHits;
import dev.twite.search.SearchSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** svc-search on a real Kafka, in a {@link World}. */
public final class Rig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  public final TestEnv env;
  public final World world;
  public final SearchBlockingStub stub;
  private final Cluster cluster;
  private RunningService service;

  public Rig(Path folder) throws Exception {
    this(folder, new TestEnv().kafka());
  }

  public Rig(Path folder, TestEnv settings) throws Exception {
    env =
        settings
            .set("SEARCH_DIR", folder.resolve("index").toString())
            .set("SEARCH_TREND_AUTHORS", "2")
            .set("GRPC_DEADLINE", "15s");
    world = new World(env);
    cluster = new Cluster(env);
    cluster.fake("tweet", world.owners.tweet);
    cluster.fake("profile", world.owners.profile);
    cluster.fake("like", world.owners.like);
    cluster.fake("follow", world.owners.follow);
    start();
    stub =
        SearchGrpc.newBlockingStub(
            cluster.channel("gateway", "search", SearchGrpc.getServiceDescriptor()));
  }

  /** The methods, called as another service. */
  public SearchBlockingStub asService(String name) {
    return SearchGrpc.newBlockingStub(
        cluster.channel(name, "search", SearchGrpc.getServiceDescriptor()));
  }

  /** Starts the service, and returns when it is ready. */
  public void start() throws Exception {
    startUnready();
    Eventually.within(
        PATIENCE, () -> Assertions.assertThat(get(OpsServer.class).readiness().ready()).isTrue());
  }

  public void startUnready() throws Exception {
    service = cluster.start(new SearchSpec());
  }

  public void stop() {
    service.close();
  }

  public <T> T get(Class<T> type) {
    return service.get(type);
  }

  /** Returns as soon as the assertion holds; the world's events are in Kafka by then. */
  public void settled(ThrowingCallable assertion) {
    world.flush();
    Eventually.within(PATIENCE, assertion);
  }

  /** The ids of what the public finds, newest first. */
  public List<Long> find(String query) {
    return page(0, query, SearchTweetsRequest.Sort.RECENT, "", 100).getTweetIdsList();
  }

  /** The same of a signed-in reader. */
  public List<Long> find(long reader, String query) {
    return page(reader, query, SearchTweetsRequest.Sort.RECENT, "", 100).getTweetIdsList();
  }

  public List<Long> top(String query) {
    return page(0, query, SearchTweetsRequest.Sort.TOP, "", 100).getTweetIdsList();
  }

  public TweetHits page(
      long reader, String query, SearchTweetsRequest.Sort sort, String cursor, int limit) {
    SearchTweetsRequest request =
        SearchTweetsRequest.newBuilder()
            .setQuery(query)
            .setSort(sort)
            .setCursor(cursor)
            .setLimit(limit)
            .build();
    return as(reader, () -> stub.searchTweets(request));
  }

  public List<Long> users(long reader, String query) {
    SearchUsersRequest request =
        SearchUsersRequest.newBuilder().setQuery(query).setLimit(100).build();
    return as(reader, () -> stub.searchUsers(request)).getUserIdsList();
  }

  public Suggestions suggest(long reader, String prefix) {
    return as(
        reader,
        () -> stub.suggest(SuggestRequest.newBuilder().setPrefix(prefix).setLimit(20).build()));
  }

  /** What a call is refused with. */
  public static TwiteException refusal(ThrowingCallable call) {
    Throwable thrown = Assertions.catchThrowable(call);
    Assertions.assertThat(thrown).as("the call is refused").isNotNull();
    return GrpcErrors.toError(thrown);
  }

  public static <R> R as(long reader, Callable<R> call) {
    if (reader != 0) {
      return Cluster.as(reader, call);
    }
    try {
      return call.call();
    } catch (RuntimeException thrown) {
      throw thrown;
    } catch (Exception thrown) {
      throw new IllegalStateException(thrown);
    }
  }

  @Override
  public void close() {
    world.close();
    cluster.close();
  }
}
