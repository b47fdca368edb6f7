package dev.twite.common.kafka;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import java.util.Set;

/** Kafka: the topics a service writes or reads, made where they are missing, and its producer. */
public final class KafkaModule extends AbstractModule {
  private final KafkaConfig config;
  private final Set<Topic> topics;

  public KafkaModule(ConfigReader config, Topic... topics) {
    this.config = KafkaConfig.from(config);
    this.topics = Set.of(topics);
  }

  @Override
  protected void configure() {
    bind(KafkaConfig.class).toInstance(config);
    bind(Topics.class).in(Singleton.class);
    bind(EventProducer.class).in(Singleton.class);
    bind(Loops.class).in(Singleton.class);
    Multibinder<Topic> all = Multibinder.newSetBinder(binder(), Topic.class);
    topics.forEach(topic -> all.addBinding().toInstance(topic));
  }
}
