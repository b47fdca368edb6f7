package dev.twite.search;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcModule;
import dev.twite.common.kafka.KafkaModule;
import dev.twite.common.kafka.Topic;
import dev.twite.common.limit.LimitModule;
import dev.twite.search.events.SearchEventsModule;
import dev.twite.search.grpc.SearchGrpcService;

/** svc-search: finding tweets and people, trends and suggestions. */
public final class SearchSpec implements ServiceSpec {
  @Override
  public String name() {
    return "search";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new KafkaModule(config, Topic.TWEET, Topic.USER, Topic.PROFILE, Topic.LIKE, Topic.FOLLOW),
        new GrpcModule(SearchGrpcService.class),
        new LimitModule(config),
        new SearchEventsModule(),
        new SearchModule(SearchConfig.from(config)));
  }
}
