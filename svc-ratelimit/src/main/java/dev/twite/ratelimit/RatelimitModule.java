package dev.twite.ratelimit;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.ratelimit.store.Buckets;

/** What svc-ratelimit is made of. */
final class RatelimitModule extends AbstractModule {
  private final RatelimitConfig config;

  RatelimitModule(RatelimitConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(RatelimitConfig.class).toInstance(config);
    bind(RuleBook.class).in(Singleton.class);
    bind(Buckets.class).in(Singleton.class);
    bind(Takes.class).in(Singleton.class);
  }
}
