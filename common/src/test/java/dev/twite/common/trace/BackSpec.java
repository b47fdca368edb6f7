package dev.twite.common.trace;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.db.Database;
import dev.twite.common.db.DatabaseModule;
import dev.twite.common.grpc.Calls;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.id.IdSource;
import dev.twite.common.kafka.BatchHandler;
import dev.twite.common.kafka.BatchLoop;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.EventHandler;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Position;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.common.outbox.OutboxModule;
import dev.twite.common.redis.Redis;
import dev.twite.common.redis.RedisModule;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.GetHomeRequest;
import dev.twite.proto.feed.v1.GetHomeResponse;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/**
 * A service that works in every place there is: a call writes a row and an event and asks Redis;
 * both kinds of loop read the event.
 */
final class BackSpec implements ServiceSpec {
  /** Bound to a statement, and a key in Redis. */
  static final String CANARY = "canary-bound";

  /** So long a text breaks it. */
  static final int TOO_LONG = 13;

  @Override
  public String name() {
    return "sample";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new DatabaseModule(config),
        new KafkaModule(config, Topic.TWEET),
        new OutboxModule(),
        new RedisModule(config),
        new GrpcModule(Back.class),
        new AbstractModule() {
          @Provides
          @Singleton
          ConsumerLoop alone(Loops loops, Database database) {
            return loops.consumer(
                "alone",
                EventHandler.builder()
                    .on(TweetDeleted.class, (deleted, event) -> database.check())
                    .build(),
                Topic.TWEET);
          }

          @Provides
          @Singleton
          BatchLoop together(Loops loops) {
            return loops.batches(
                "together",
                new BatchLoop.Shape(BatchLoop.Readers.SHARE, Duration.ZERO, 100),
                new Forgetful(),
                Topic.TWEET);
          }
        });
  }

  interface ThingDao {
    @SqlUpdate("INSERT INTO thing (id, text) VALUES (:id, :text)")
    void add(@Bind("id") long id, @Bind("text") String text);
  }

  static final class Back extends FeedGrpc.FeedImplBase {
    private final Database database;
    private final Outbox outbox;
    private final Redis redis;
    private final IdSource ids;

    @Inject
    Back(Database database, Outbox outbox, Redis redis, IdSource ids) {
      this.database = database;
      this.outbox = outbox;
      this.redis = redis;
      this.ids = ids;
    }

    @Override
    public void getHome(GetHomeRequest request, StreamObserver<GetHomeResponse> observer) {
      Calls.reply(observer, () -> work(request.getLimit()));
    }

    private GetHomeResponse work(int length) {
      if (length == TOO_LONG) {
        throw new IllegalStateException(CANARY);
      }
      long id = ids.next();
      database.run(
          handle -> {
            handle.attach(ThingDao.class).add(id, CANARY);
            outbox.append(
                handle, Topic.TWEET, id, TweetDeleted.newBuilder().setTweetId(id).build());
          });
      var unused = redis.call(client -> client.get(CANARY));
      return GetHomeResponse.getDefaultInstance();
    }
  }

  private static final class Forgetful implements BatchHandler {
    @Override
    public Map<TopicPartition, Position> positions(Set<TopicIdPartition> partitions) {
      return Map.of();
    }

    @Override
    public void handle(EventBatch batch) {}

    @Override
    public void missing(Map<TopicPartition, Gap> gaps) {}
  }
}
