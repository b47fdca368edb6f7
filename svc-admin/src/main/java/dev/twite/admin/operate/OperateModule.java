package dev.twite.admin.operate;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Operation: logs, health, dead letters, counts, rebuilds. */
public final class OperateModule extends AbstractModule {
  @Override
  protected void configure() {
    bind(OpsPorts.class).in(Singleton.class);
    bind(Health.class).in(Singleton.class);
    bind(Reconciliation.class).in(Singleton.class);
    bind(Rebuilds.class).in(Singleton.class);
    bind(Logs.class).in(Singleton.class);
    bind(DeadLetterTopics.class).in(Singleton.class);
    bind(DeadLetters.class).in(Singleton.class);
    bind(DeadLetterDepth.class).in(Singleton.class);
  }
}
