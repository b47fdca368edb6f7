package dev.twite.search.testing;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Secret;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.testing.TestEnv;
import dev.twite.proto.search.v1.SearchGrpc;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.SearchTweetsRequest;
import dev.twite.proto.search.v1.TweetHits;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Asks a svc-search that is a process of its own. */
public final class OwnIndex implements AutoCloseable {
  private final GrpcChannels channels;
  private final SearchBlockingStub stub;

  public OwnIndex(TestEnv env, int port) {
    Map<String, String> settings = new HashMap<>(env.asMap());
    settings.put("TWITE_SEARCH_ADDR", "127.0.0.1:" + port);
    ConfigReader config = new ConfigReader("gateway", settings);
    ServiceIdentity identity =
        new ServiceIdentity("gateway", new Secret(settings.get("TWITE_SERVICE_SECRET")));
    this.channels =
        new GrpcChannels(
            Transport.tcp(),
            config,
            GrpcConfig.from(config),
            new CallTokens(identity, Clock.systemUTC()),
            GrpcChannels.Retries.NONE);
    this.stub =
        SearchGrpc.newBlockingStub(channels.to("search", SearchGrpc.getServiceDescriptor()));
  }

  /** The ids of everything that the public finds; throws when one comes twice. */
  public Set<Long> all(String query) {
    Set<Long> ids = new TreeSet<>();
    String cursor = "";
    do {
      TweetHits page =
          stub.searchTweets(
              SearchTweetsRequest.newBuilder()
                  .setQuery(query)
                  .setCursor(cursor)
                  .setLimit(100)
                  .build());
      for (long id : page.getTweetIdsList()) {
        if (!ids.add(id)) {
          throw new AssertionError(id + " comes twice");
        }
      }
      cursor = page.getNextCursor();
    } while (!cursor.isEmpty());
    return ids;
  }

  @Override
  public void close() {
    try {
      channels.stop();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
