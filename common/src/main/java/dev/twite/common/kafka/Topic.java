package dev.twite.common.kafka;

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
  FANOUT("twite.fanout.v1");

  private final String name;

  Topic(String name) {
    this.name = name;
  }

  /** The name without a deployment's prefix. */
  public String baseName() {
    return name;
  }

  public String in(KafkaConfig config) {
    return config.prefix() + name;
  }

  /** Where records go that can't be handled. */
  public String deadLetters(KafkaConfig config) {
    return in(config) + ".dlt";
  }
}
