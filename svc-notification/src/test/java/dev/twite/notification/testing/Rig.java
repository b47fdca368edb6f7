package dev.twite.notification.testing;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.db.Database;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.TestEnv;
import dev.twite.notification.NotificationSpec;
import dev.twite.proto.notification.v1.CountUnreadRequest;
import dev.twite.proto.notification.v1.GetNotificationsRequest;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.MarkReadRequest;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationPage;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.notification.v1.NotificationsGrpc.NotificationsBlockingStub;
import dev.twite.proto.notification.v1.Settings;
import java.time.Duration;
import java.util.List;

/** svc-notification on real PostgreSQL, Redis and Kafka, in a {@link World}. */
public final class Rig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  public final TestEnv env = new TestEnv().postgres("notification").redis().kafka();
  public final World world = new World(env);
  public final NotificationsBlockingStub stub;
  private final Cluster cluster = new Cluster(env);
  private RunningService service;
  private final Groups groups;

  public Rig() throws Exception {
    cluster.fake("follow", world.follow);
    service = cluster.start(new NotificationSpec());
    groups = new Groups(world);
    stub =
        NotificationsGrpc.newBlockingStub(
            cluster.channel("gateway", "notification", NotificationsGrpc.getServiceDescriptor()));
  }

  /** Somebody, or a tweet, that no other test knows. */
  public long newId() {
    return world.newId();
  }

  public <T> T get(Class<T> type) {
    return service.get(type);
  }

  /** Returns when everything that people did has been handled. */
  public void settle() {
    settle(PATIENCE);
  }

  public void settle(Duration limit) {
    world.flush();
    groups.awaitHandled(limit);
  }

  /** Returns when everything has been handled and Kafka has what the service told of it. */
  public void drain() {
    settle();
    Database database = get(Database.class);
    within(
        PATIENCE,
        () ->
            assertThat(
                    database.<Long>read(
                        handle ->
                            handle
                                .createQuery("SELECT count(*) FROM outbox")
                                .mapTo(Long.class)
                                .one()))
                .isZero());
  }

  public List<Notification> list(long user) {
    return page(user, 0, 100).getNotificationsList();
  }

  /** The only one of a user's. */
  public Notification only(long user) {
    List<Notification> all = list(user);
    if (all.size() != 1) {
      throw new AssertionError("Not one but " + all);
    }
    return all.getFirst();
  }

  public NotificationPage page(long user, long cursor, int limit) {
    ListNotificationsRequest request =
        ListNotificationsRequest.newBuilder().setCursor(cursor).setLimit(limit).build();
    return Cluster.as(user, () -> stub.listNotifications(request));
  }

  public List<Notification> byIds(long user, Iterable<Long> ids) {
    GetNotificationsRequest request = GetNotificationsRequest.newBuilder().addAllIds(ids).build();
    return Cluster.as(user, () -> stub.getNotifications(request).getNotificationsList());
  }

  public long unread(long user) {
    return Cluster.as(
        user, () -> stub.countUnread(CountUnreadRequest.getDefaultInstance()).getCount());
  }

  public long markRead(long user, long upTo) {
    MarkReadRequest request = MarkReadRequest.newBuilder().setUpToId(upTo).build();
    return Cluster.as(user, () -> stub.markRead(request).getCount());
  }

  /** All types, and from everybody. */
  public static Settings.Builder everything() {
    return Settings.newBuilder()
        .setLike(true)
        .setRetweet(true)
        .setReply(true)
        .setMention(true)
        .setQuote(true)
        .setFollow(true)
        .setOnlyFollowed(false);
  }

  public Settings set(long user, Settings settings) {
    return Cluster.as(user, () -> stub.updateSettings(settings));
  }

  public void stop() {
    service.close();
  }

  public void start() throws Exception {
    service = cluster.start(new NotificationSpec());
  }

  /** Stops the service, has it read all topics from their beginning, and waits until it did. */
  public void replay() throws Exception {
    stop();
    groups.rewind();
    start();
    settle();
  }

  @Override
  public void close() {
    groups.close();
    cluster.close();
    world.close();
  }
}
