package dev.twite.notification.testing;

import static dev.twite.common.testing.Eventually.eventually;

import dev.twite.common.live.LiveChannel;
import dev.twite.common.live.LiveMessage;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.live.v1.LiveEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;

/** Hears what is pushed for people, as svc-websocket would. */
public final class LiveTap implements AutoCloseable {
  private final List<LiveEvent> events = new CopyOnWriteArrayList<>();
  private final Consumer<LiveEvent> each;
  private final Jedis connection;
  private final BinaryJedisPubSub subscription =
      new BinaryJedisPubSub() {
        @Override
        public void onMessage(byte[] channel, byte[] message) {
          LiveMessage.parse(message).map(LiveMessage::event).ifPresent(LiveTap.this::heard);
        }
      };
  private final Thread thread;

  public LiveTap(TestEnv env, long user) {
    this(env, user, event -> {});
  }

  /**
   * @param each is called with every event as soon as it is there
   */
  public LiveTap(TestEnv env, long user, Consumer<LiveEvent> each) {
    this.each = each;
    this.connection = new Jedis(URI.create(env.asMap().get("TWITE_REDIS_URL")));
    byte[] channel = LiveChannel.notifications(user).key().getBytes(StandardCharsets.UTF_8);
    this.thread =
        Thread.ofPlatform().daemon().start(() -> connection.subscribe(subscription, channel));
    eventually(
        () -> {
          if (!subscription.isSubscribed()) {
            throw new AssertionError("not yet subscribed");
          }
        });
  }

  public List<LiveEvent> events() {
    return List.copyOf(events);
  }

  private void heard(LiveEvent event) {
    each.accept(event);
    events.add(event);
  }

  @Override
  public void close() {
    subscription.unsubscribe();
    eventually(
        () -> {
          if (thread.isAlive()) {
            throw new AssertionError("still subscribed");
          }
        });
    connection.close();
  }
}
