package dev.twite.email;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.twite.common.boot.RunningService;
import dev.twite.common.config.Secret;
import dev.twite.common.db.Database;
import dev.twite.common.identity.Sealer;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.kafka.Event;
import dev.twite.common.kafka.EventCodec;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Cluster;
import dev.twite.common.testing.Eventually;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.MailSinkServer;
import dev.twite.embedded.TestServers;
import dev.twite.proto.email.v1.EmailGrpc;
import dev.twite.proto.email.v1.EmailGrpc.EmailBlockingStub;
import dev.twite.proto.events.v1.MailRequested;
import dev.twite.proto.events.v1.NotificationCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** svc-email on real servers and a real mail sink, with stand-ins for those it asks. */
final class EmailFixture implements AutoCloseable {
  static final String URL = "https://twite.example";

  private static final AtomicLong NEXT = new AtomicLong(5_000_000_000_000L);

  final Clock clock;
  final MailSinkServer sink = TestServers.newMailSink();
  final Inbox inbox = new Inbox(sink);
  final Neighbours others = new Neighbours();
  final TestEnv env = new TestEnv().postgres("email").kafka();
  final Cluster cluster;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Sealer sealer;
  RunningService service;

  EmailFixture(Clock clock, String... settings) throws Exception {
    this.clock = clock;
    env.set("PUBLIC_URL", URL)
        .set("SMTP_HOST", "127.0.0.1")
        .set("SMTP_PORT", Integer.toString(sink.port()))
        .set("SMTP_TLS", "none")
        .set("EMAIL_NOTICE_DELAY", "0s")
        .set("EMAIL_FIRST_BACKOFF", "100ms");
    for (int i = 0; i < settings.length; i += 2) {
      env.set(settings[i], settings[i + 1]);
    }
    cluster = new Cluster(env, clock);
    others.start(cluster);
    service = cluster.start(new EmailSpec());
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", env.asMap().get("TWITE_KAFKA_BOOTSTRAP")),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    sealer =
        new Sealer(
            new ServiceIdentity("auth", new Secret(env.asMap().get("TWITE_SERVICE_SECRET"))));
  }

  static long newId() {
    return NEXT.incrementAndGet();
  }

  /** Somebody with a verified address, whose handle is {@code u<id>}. */
  long person() {
    long id = newId();
    others.account(id, "u" + id, "Person " + id, true);
    return id;
  }

  static String handleOf(long id) {
    return "u" + id;
  }

  MailRequested.Builder mail(long user, MailRequested.Kind kind, String token) {
    return MailRequested.newBuilder()
        .setUserId(user)
        .setKind(kind)
        .setSealedToken(seal(token))
        .setExpiresAtMs(clock.instant().plus(Duration.ofDays(3)).toEpochMilli());
  }

  ByteString seal(String text) {
    return ByteString.copyFrom(sealer.seal(text));
  }

  /** Publishes mail that svc-auth asks for; the event's id. */
  long publish(MailRequested mail) {
    long id = newId();
    publish(Topic.MAIL, mail.getUserId(), id, mail);
    return id;
  }

  /**
   * Has {@code actor} do something that concerns {@code user}, as svc-notification tells it; the
   * notification's id.
   */
  long notify(long user, NotificationType type, long actor, long tweet) {
    long id = newId();
    publish(
        Topic.NOTIFICATION,
        user,
        newId(),
        NotificationCreated.newBuilder()
            .setUserId(user)
            .setNotificationId(id)
            .setType(type.getNumber())
            .setActorId(actor)
            .setTweetId(tweet)
            .setCreatedAtMs(clock.millis())
            .build());
    return id;
  }

  /** Has {@code actor} follow {@code user}, who may see that in the list of notifications. */
  void follow(long user, long actor) {
    others.follow(user, listed(newId(), NotificationType.FOLLOW, 0, false, 1, actor));
    notify(user, NotificationType.FOLLOW, actor, 0);
  }

  static Notification listed(
      long id, NotificationType type, long tweet, boolean read, long count, Long... actors) {
    return Notification.newBuilder()
        .setId(id)
        .setType(type)
        .setTweetId(tweet)
        .setRead(read)
        .setActorsCount(count)
        .addAllActorIds(List.of(actors))
        .build();
  }

  void publish(Topic topic, long key, long eventId, Message payload) {
    Event event = new Event(eventId, clock.instant(), payload, "req-" + eventId, "");
    ProducerRecord<byte[], byte[]> record = EventCodec.encode(topicOf(topic), key, event);
    try {
      var unused = producer.send(record).get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new AssertionError(failed);
    }
  }

  void delete(long user) {
    others.remove(user);
    publish(Topic.USER, user, newId(), UserDeleted.newBuilder().setUserId(user).build());
  }

  String topicOf(Topic topic) {
    return env.asMap().get("TWITE_KAFKA_PREFIX") + topic.baseName();
  }

  EmailBlockingStub stub(String asService) {
    return EmailGrpc.newBlockingStub(
        cluster.channel(asService, "email", EmailGrpc.getServiceDescriptor()));
  }

  /** Stops svc-email and starts it again. */
  void restart(Runnable between) throws Exception {
    service.close();
    between.run();
    service = cluster.start(new EmailSpec());
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", env.asMap().get("TWITE_KAFKA_BOOTSTRAP")));
  }

  String group() {
    return env.asMap().get("TWITE_KAFKA_PREFIX") + "email";
  }

  /** Returns when everything published so far has been handled, and nothing waits to be sent. */
  void awaitHandled() {
    try (Admin admin = admin()) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      for (Topic topic : List.of(Topic.MAIL, Topic.NOTIFICATION, Topic.USER)) {
        for (int partition = 0; partition < 2; partition++) {
          latest.put(new TopicPartition(topicOf(topic), partition), OffsetSpec.latest());
        }
      }
      Eventually.within(
          Duration.ofSeconds(90),
          () -> {
            var ends = admin.listOffsets(latest).all().get();
            var done =
                admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get();
            ends.forEach(
                (partition, end) -> {
                  OffsetAndMetadata at = done.get(partition);
                  assertThat(at == null ? 0 : at.offset()).isEqualTo(end.offset());
                });
            assertThat(query(Long.class, "SELECT count(*) FROM message WHERE state = 'WAITING'"))
                .isZero();
          });
    }
  }

  /** Puts a token back that was wiped when its message was sent. */
  void sealAgain(long event, String token) {
    byte[] sealed = sealer.seal(token);
    service
        .get(Database.class)
        .run(
            handle ->
                handle.execute("UPDATE message SET sealed_token = ? WHERE id = ?", sealed, event));
  }

  /** One value out of the service's schema. */
  <T> T query(Class<T> type, String sql) {
    return service.get(Database.class).read(handle -> handle.createQuery(sql).mapTo(type).one());
  }

  @Override
  public void close() {
    producer.close();
    cluster.close();
    sink.close();
  }
}
