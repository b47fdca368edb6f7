package dev.twite.search;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.ops.HealthCheck;
import dev.twite.search.store.SearchIndex;

/** The service's own parts and its clients of other services. */
final class SearchModule extends AbstractModule {
  private final SearchConfig config;

  SearchModule(SearchConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(
        new ClientsModule(
            ServiceClient.TWEET, ServiceClient.PROFILE, ServiceClient.LIKE, ServiceClient.FOLLOW));
    bind(SearchConfig.class).toInstance(config);
    bind(ReadFilters.class).in(Singleton.class);
    bind(SearchIndex.class).in(Singleton.class);
    bind(Upkeep.class).in(Singleton.class);
    bind(QueryLimit.class).in(Singleton.class);
    bind(Scans.class).in(Singleton.class);
    bind(CountsFetcher.class).in(Singleton.class);
    bind(Searches.class).in(Singleton.class);
    bind(Rankings.class).in(Singleton.class);
    bind(TweetQueries.class).in(Singleton.class);
    bind(TweetSearch.class).in(Singleton.class);
    bind(UserSearch.class).in(Singleton.class);
    bind(Suggester.class).in(Singleton.class);
    bind(Trends.class).in(Singleton.class);
    bind(WhoToFollow.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HealthCheck.class).addBinding().to(IndexCheck.class);
    bind(IndexCheck.class).in(Singleton.class);
  }
}
