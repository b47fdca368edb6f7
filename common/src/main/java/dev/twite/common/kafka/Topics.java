package dev.twite.common.kafka;

import dev.twite.common.boot.Component;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the topics a service writes to or reads from, each with its dead-letter topic, where they
 * are missing, and waits until every partition is served. A broker says that a topic is made before
 * it serves it; of two batches sent in between, it may refuse the first and take the second, and
 * never takes the first again (KAFKA-15591).
 */
public final class Topics implements Component {
  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final KafkaConfig config;
  private final Set<Topic> topics;

  @Inject
  Topics(KafkaConfig config, Set<Topic> topics) {
    this.config = config;
    this.topics = topics.isEmpty() ? Set.of() : EnumSet.copyOf(topics);
  }

  @Override
  public void start() throws InterruptedException, TimeoutException, ExecutionException {
    if (topics.isEmpty()) {
      return;
    }
    Map<String, Object> settings = new HashMap<>(config.client());
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TIMEOUT.toMillis());
    try (Admin admin = Admin.create(settings)) {
      Set<String> known = admin.listTopics().names().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
      List<NewTopic> missing = new ArrayList<>();
      for (Topic topic : topics) {
        add(missing, known, topic.in(config), topic.partitions(config), topic.retention(config));
        add(missing, known, topic.deadLetters(config), 1, DEAD_LETTER_RETENTION);
      }
      create(admin, missing);
      try {
        awaitServed(admin);
      } catch (ExecutionException | TimeoutException late) {
        if (!missing.isEmpty()) {
          throw late;
        }
        // They were served once: a broker is away, and its partitions are waited for by who uses
        // them.
        log.warn("Not every partition is served: {}", late.toString());
      }
    }
  }

  @Override
  public void stop() {}

  private void add(
      List<NewTopic> missing, Set<String> known, String name, int partitions, Duration retention) {
    if (!known.contains(name)) {
      missing.add(
          new NewTopic(name, partitions, (short) config.replication())
              .configs(
                  Map.of(
                      TopicConfig.RETENTION_MS_CONFIG,
                      Long.toString(retention.toMillis()),
                      TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                      Integer.toString(1 << 20))));
    }
  }

  private static void create(Admin admin, List<NewTopic> missing)
      throws InterruptedException, ExecutionException {
    for (Map.Entry<String, org.apache.kafka.common.KafkaFuture<Void>> made :
        admin.createTopics(missing).values().entrySet()) {
      try {
        made.getValue().get();
        log.info("Made topic {}", made.getKey());
      } catch (ExecutionException failed) {
        // Another service was quicker.
        if (!(failed.getCause() instanceof TopicExistsException)) {
          throw failed;
        }
      }
    }
  }

  private void awaitServed(Admin admin)
      throws InterruptedException, TimeoutException, ExecutionException {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      try {
        askLeaders(admin);
        return;
      } catch (ExecutionException failed) {
        // The broker that was asked has not heard of it yet.
        if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - end > 0) {
          throw failed;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  private void askLeaders(Admin admin)
      throws InterruptedException, TimeoutException, ExecutionException {
    List<String> names = new ArrayList<>();
    for (Topic topic : topics) {
      names.add(topic.in(config));
      names.add(topic.deadLetters(config));
    }
    Map<String, TopicDescription> described =
        admin.describeTopics(names).allTopicNames().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (TopicDescription topic : described.values()) {
      for (TopicPartitionInfo partition : topic.partitions()) {
        ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest());
      }
    }
    // Who does not lead yet says so; the client asks again until one does.
    admin.listOffsets(ends).all().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
  }
}
