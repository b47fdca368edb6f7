package dev.twite.common.kafka;

import java.time.Duration;

/** The topics of the system; who writes what is in {@code events.proto}. */
public enum Topic {
  USER("twite.user.v1"),
  MODERATION("twite.moderation.v1"),
  MAIL("twite.mail.v1"),
  PROFILE("twite.profile.v1"),
  TWEET("twite.tweet.v1"),
  FOLLOW("twite.follow.v1"),
  LIKE("twite.like.v1"),
  NOTIFICATION("twite.notification.v1"),
  IMPRESSION("twite.impression.v1"),
  FANOUT("twite.fanout.v1"),
  /** Log lines: many, read at once, and kept elsewhere. */
  LOGS("twite.logs.v1", 3, Duration.ofHours(12));

  private final String name;
  private final int mostPartitions;
  private final Duration longestRetention;

  Topic(String name) {
    this(name, Integer.MAX_VALUE, Duration.ofMillis(Long.MAX_VALUE));
  }

  Topic(String name, int mostPartitions, Duration longestRetention) {
    this.name = name;
    this.mostPartitions = mostPartitions;
    this.longestRetention = longestRetention;
  }

  /** The name without a deployment's prefix. */
  public String baseName() {
    return name;
  }

  public String in(KafkaConfig config) {
    return config.prefix() + name;
  }

  /** How many partitions it is made with. */
  int partitions(KafkaConfig config) {
    return Math.min(config.partitions(), mostPartitions);
  }

  /** How long it keeps its records when it is made. */
  public Duration retention(KafkaConfig config) {
    return config.retention().compareTo(longestRetention) < 0
        ? config.retention()
        : longestRetention;
  }

  /** Where records go that can't be handled. */
  public String deadLetters(KafkaConfig config) {
    return in(config) + ".dlt";
  }
}
