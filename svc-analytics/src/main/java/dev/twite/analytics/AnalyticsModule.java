package dev.twite.analytics;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.analytics.store.AccountCounts;
import dev.twite.analytics.store.EventRow;
import dev.twite.analytics.store.ImpressionRow;
import dev.twite.analytics.store.PlatformCounts;
import dev.twite.analytics.store.Retention;
import dev.twite.analytics.store.TopCounts;
import dev.twite.analytics.store.TweetCounts;
import dev.twite.common.clickhouse.ClickHouse;
import dev.twite.common.clickhouse.Ledger;

/** The service's own parts. */
final class AnalyticsModule extends AbstractModule {
  private final AnalyticsConfig config;

  AnalyticsModule(AnalyticsConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(AnalyticsConfig.class).toInstance(config);
    bind(AccountCounts.class).in(Singleton.class);
    bind(TweetCounts.class).in(Singleton.class);
    bind(PlatformCounts.class).in(Singleton.class);
    bind(TopCounts.class).in(Singleton.class);
    bind(AccountReports.class).in(Singleton.class);
    bind(TweetReports.class).in(Singleton.class);
    bind(PlatformReports.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  Ledger<EventRow> events(ClickHouse clickhouse) {
    return EventRow.ledger(clickhouse);
  }

  @Provides
  @Singleton
  Ledger<ImpressionRow> impressions(ClickHouse clickhouse) {
    return ImpressionRow.ledger(clickhouse);
  }

  @Provides
  @Singleton
  Retention retention(ClickHouse clickhouse) {
    return new Retention(clickhouse, config.retention());
  }
}
