package dev.twite.common.live;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.boot.RunningService;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.SampleSpec;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.live.v1.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

class LivePublisherIT {
  private final long id = ThreadLocalRandom.current().nextLong(1L << 60);
  private final LiveEvent event =
      LiveEvent.newBuilder().setType(LiveEvent.Type.TWEET_CREATED).setTweetId(id).build();

  @Test
  void theCursorOnPubSubFindsTheSameEventInTheStream_R16() throws Exception {
    TestEnv env = new TestEnv().postgres("sample").redis().kafka();
    try (Cluster cluster = new Cluster(env)) {
      RunningService service = cluster.start(new SampleSpec());
      Redis redis = service.get(Redis.class);
      LivePublisher publisher = service.get(LivePublisher.class);
      List<LiveChannel> channels = List.of(LiveChannel.home(id), LiveChannel.home(id + 1));
      ConcurrentLinkedQueue<LiveMessage> heard = new ConcurrentLinkedQueue<>();
      BinaryJedisPubSub listening = into(heard);
      try (Jedis own = redis.dedicated()) {
        Thread listener =
            Thread.ofPlatform().daemon().start(() -> own.subscribe(listening, keys(channels)));
        String first = channels.getFirst().key();
        String last = channels.getLast().key();
        eventually(
            () -> {
              long listeners =
                  redis.call(client -> client.publish(first, "-") * client.publish(last, "-"));
              assertThat(listeners).isEqualTo(1);
            });
        publisher.publish(channels, event);
        publisher.announce(channels.getFirst(), event);
        eventually(() -> assertThat(heard).hasSize(3));
        assertThat(heard).extracting(LiveMessage::event).containsOnly(event);
        List<LiveMessage> all = List.copyOf(heard);
        assertThat(all.getLast().cursor()).isEmpty();
        assertThat(kept(redis, channels.getFirst())).containsExactly(all.get(0).cursor());
        assertThat(kept(redis, channels.getLast())).containsExactly(all.get(1).cursor());
        long ttl = redis.call(client -> client.pttl(first));
        assertThat(ttl).isPositive();
        listening.unsubscribe();
        listener.join();
      }
    }
  }

  @Test
  void whatRedisCouldNotTakeComesInOrderWhenItIsBack_R16() throws Exception {
    try (RedisServer server = TestServers.newRedis()) {
      TestEnv env = new TestEnv().postgres("sample").kafka().set("REDIS_URL", server.url());
      try (Cluster cluster = new Cluster(env)) {
        RunningService service = cluster.start(new SampleSpec());
        LivePublisher publisher = service.get(LivePublisher.class);
        LiveChannel channel = LiveChannel.notifications(id);
        server.kill();
        for (int i = 1; i <= 50; i++) {
          publisher.publish(channel, LiveEvent.newBuilder().setLikes(i).build());
        }
        server.start();
        server.awaitReady(Duration.ofSeconds(60));
        Redis redis = service.get(Redis.class);
        eventually(
            () ->
                assertThat(likes(redis, channel))
                    .isEqualTo(LongStream.rangeClosed(1, 50).boxed().toList()));
      }
    }
  }

  // Events of small numbers alone are text, as the client reads fields.
  private static List<Long> likes(Redis redis, LiveChannel channel) throws Exception {
    List<Long> likes = new ArrayList<>();
    for (StreamEntry entry :
        redis.call(
            client -> client.xrange(channel.key(), (StreamEntryID) null, (StreamEntryID) null))) {
      byte[] field = entry.getFields().get(LiveMessage.FIELD).getBytes(StandardCharsets.UTF_8);
      likes.add(LiveEvent.parseFrom(field).getLikes());
    }
    return likes;
  }

  private static List<String> kept(Redis redis, LiveChannel channel) {
    return redis
        .call(
            client ->
                client.xread(XReadParams.xReadParams(), Map.of(channel.key(), new StreamEntryID())))
        .getFirst()
        .getValue()
        .stream()
        .map(entry -> entry.getID().toString())
        .toList();
  }

  private static byte[][] keys(List<LiveChannel> channels) {
    return channels.stream()
        .map(channel -> channel.key().getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  private static BinaryJedisPubSub into(ConcurrentLinkedQueue<LiveMessage> heard) {
    return new BinaryJedisPubSub() {
      @Override
      public void onMessage(byte[] channel, byte[] message) {
        LiveMessage.parse(message).ifPresent(heard::add);
      }
    };
  }
}
