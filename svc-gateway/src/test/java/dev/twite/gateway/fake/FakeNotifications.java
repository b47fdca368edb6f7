package dev.twite.gateway.fake;

import dev.twite.common.identity.CallContext;
import dev.twite.proto.notification.v1.CountUnreadRequest;
import dev.twite.proto.notification.v1.GetSettingsRequest;
import dev.twite.proto.notification.v1.ListNotificationsRequest;
import dev.twite.proto.notification.v1.MarkReadRequest;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationPage;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.notification.v1.NotificationsGrpc;
import dev.twite.proto.notification.v1.Settings;
import dev.twite.proto.notification.v1.UnreadCount;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Notifications in memory. */
public final class FakeNotifications extends NotificationsGrpc.NotificationsImplBase {
  private static final Settings DEFAULT =
      Settings.newBuilder()
          .setLike(true)
          .setRetweet(true)
          .setReply(true)
          .setMention(true)
          .setQuote(true)
          .setFollow(true)
          .build();

  private final Probe probe;
  private final AtomicLong ids = new AtomicLong(90_000);
  private final Map<Long, NavigableMap<Long, Notification>> lists = new ConcurrentHashMap<>();
  private final Map<Long, Long> markers = new ConcurrentHashMap<>();
  private final Map<Long, Settings> settings = new ConcurrentHashMap<>();

  public FakeNotifications(Probe probe) {
    this.probe = probe;
  }

  /** Makes a notification appear; returns its id. */
  public long add(long user, NotificationType type, long tweetId, List<Long> actors) {
    long id = ids.incrementAndGet();
    of(user)
        .put(
            id,
            Notification.newBuilder()
                .setId(id)
                .setType(type)
                .setTweetId(tweetId)
                .addAllActorIds(actors.stream().limit(10).toList())
                .setActorsCount(actors.size())
                .setCreatedAtMs(1_768_467_758_417L)
                .build());
    return id;
  }

  @Override
  public void listNotifications(ListNotificationsRequest in, StreamObserver<NotificationPage> out) {
    probe.reply(
        out,
        "ListNotifications",
        () -> {
          long marker = markers.getOrDefault(caller(), 0L);
          List<Notification> rest =
              of(caller()).descendingMap().values().stream()
                  .filter(one -> in.getCursor() == 0 || one.getId() < in.getCursor())
                  .map(one -> one.toBuilder().setRead(one.getId() <= marker).build())
                  .toList();
          List<Notification> page = rest.stream().limit(in.getLimit()).toList();
          return NotificationPage.newBuilder()
              .addAllNotifications(page)
              .setNextCursor(rest.size() > page.size() ? page.getLast().getId() : 0)
              .build();
        });
  }

  @Override
  public void markRead(MarkReadRequest in, StreamObserver<UnreadCount> out) {
    probe.reply(
        out,
        "MarkRead",
        () -> {
          long upTo = in.getUpToId() == 0 ? Long.MAX_VALUE : in.getUpToId();
          markers.merge(caller(), upTo, Math::max);
          return unread();
        });
  }

  @Override
  public void countUnread(CountUnreadRequest in, StreamObserver<UnreadCount> out) {
    probe.reply(out, "CountUnread", FakeNotifications.this::unread);
  }

  @Override
  public void getSettings(GetSettingsRequest in, StreamObserver<Settings> out) {
    probe.reply(out, "GetSettings", () -> settings.getOrDefault(caller(), DEFAULT));
  }

  @Override
  public void updateSettings(Settings in, StreamObserver<Settings> out) {
    probe.reply(
        out,
        "UpdateSettings",
        () ->
            settings.compute(
                caller(),
                (user, before) ->
                    (before == null ? DEFAULT : before).toBuilder().mergeFrom(in).build()));
  }

  private UnreadCount unread() {
    long marker = markers.getOrDefault(caller(), 0L);
    return UnreadCount.newBuilder().setCount(of(caller()).tailMap(marker, false).size()).build();
  }

  private NavigableMap<Long, Notification> of(long user) {
    return lists.computeIfAbsent(user, key -> new ConcurrentSkipListMap<>());
  }

  private static long caller() {
    return CallContext.requireUser().id();
  }
}
