package dev.twite.common.outbox;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** The outbox of a service that emits events; needs DatabaseModule and KafkaModule. */
public final class OutboxModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(OutboxSignal.class).in(Singleton.class);
    bind(Outbox.class).in(Singleton.class);
    bind(OutboxRelay.class).in(Singleton.class);
  }
}
