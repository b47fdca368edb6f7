package dev.twite.websocket.testing;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.twite.common.boot.RunningService;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.http.HttpServer;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LivePublisher;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.redis.Redis;
import dev.twite.common.redis.RedisModule;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.live.v1.LiveEvent;
import dev.twite.websocket.WebsocketConfig;
import dev.twite.websocket.WebsocketSpec;
import dev.twite.websocket.store.Tickets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Instances of svc-websocket on a real Redis, in a {@link World}. */
public final class Rig implements AutoCloseable {
  public final World world = new World();
  public final TestEnv env;
  public final Cluster cluster;

  private final List<RunningService> instances = new ArrayList<>();
  private final List<Cluster> clusters = new ArrayList<>();
  private final List<Wire> wires = new ArrayList<>();
  private final RunningService publisher;

  /**
   * @param settings keys without {@code TWITE_} and their values, in turn
   */
  public Rig(String... settings) throws Exception {
    env = new TestEnv().redis();
    for (int i = 0; i < settings.length; i += 2) {
      env.set(settings[i], settings[i + 1]);
    }
    cluster = neighbourhood();
    publisher = cluster.start(new PublisherSpec());
    start(cluster);
  }

  /** One more instance, in a process name of its own. */
  public RunningService start() throws Exception {
    return start(neighbourhood());
  }

  private RunningService start(Cluster among) throws Exception {
    env.set("WEBSOCKET_HTTP_PORT", Integer.toString(Cluster.freePort()));
    RunningService instance = among.start(new WebsocketSpec());
    instances.add(instance);
    return instance;
  }

  private Cluster neighbourhood() throws Exception {
    Cluster made = new Cluster(env);
    clusters.add(made);
    made.fake("auth", world.authService());
    made.fake("follow", world.followService());
    made.fake("profile", world.profileService());
    made.fake("tweet", world.tweetService());
    made.fake("like", world.likeService());
    made.fake("notification", world.notificationService());
    return made;
  }

  public RunningService instance() {
    return instances.getFirst();
  }

  public int port() {
    return portOf(instance());
  }

  public static int portOf(RunningService instance) {
    return instance.get(HttpServer.class).port();
  }

  /** A ticket of a user, in a session with the same number. */
  public String ticket(long user) {
    return instance()
        .get(Tickets.class)
        .issue(new User(user, user, Role.USER), instance().get(WebsocketConfig.class).ticketLife());
  }

  /** A connected client that has been greeted. */
  public Wire client(long user) {
    return client(user, port());
  }

  public Wire client(long user, int port) {
    Wire wire = keep(Wire.open(port, "/v1/ws?ticket=" + ticket(user)));
    wire.await("hello");
    return wire;
  }

  public Wire keep(Wire wire) {
    synchronized (wires) {
      wires.add(wire);
    }
    return wire;
  }

  public LivePublisher publisher() {
    return publisher.get(LivePublisher.class);
  }

  public Redis redis() {
    return publisher.get(Redis.class);
  }

  /** The names of keys in Redis. */
  public Set<String> keys(String pattern) {
    return redis().call(client -> client.keys(pattern));
  }

  public long lifeOf(String key) {
    return redis().call(client -> client.pttl(key));
  }

  /** Tells that a tweet was made. */
  public void created(LiveChannel channel, long tweet, long author) {
    publisher().deliver(List.of(channel), event(LiveEvent.Type.TWEET_CREATED, tweet, author));
  }

  public static LiveEvent event(LiveEvent.Type type, long tweet, long author) {
    return LiveEvent.newBuilder().setType(type).setTweetId(tweet).setAuthorId(author).build();
  }

  /** A number of an instance's. */
  public double metric(String name) {
    Double value = instance().get(Metrics.class).registry().getSampleValue(name);
    return value == null ? 0 : value;
  }

  public static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Override
  public void close() {
    wires.forEach(Wire::close);
    clusters.forEach(Cluster::close);
  }

  private record PublisherSpec() implements ServiceSpec {
    @Override
    public String name() {
      return "publisher";
    }

    @Override
    public Module module(ConfigReader config) {
      return Modules.combine(
          new RedisModule(config),
          new AbstractModule() {
            @Override
            protected void configure() {
              bind(LivePublisher.class).in(Singleton.class);
            }
          });
    }
  }
}
