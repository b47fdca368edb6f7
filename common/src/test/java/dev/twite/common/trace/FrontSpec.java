package dev.twite.common.trace;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.twite.common.boot.ServiceSpec;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcChannels;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.http.Access;
import dev.twite.common.http.Authenticator;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.HttpModule;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.proto.feed.v1.FeedGrpc;
import dev.twite.proto.feed.v1.GetHomeRequest;
import jakarta.inject.Inject;
import java.util.List;

/** A service with a REST door, all of whose work is a call to {@link BackSpec}'s. */
final class FrontSpec implements ServiceSpec {
  @Override
  public String name() {
    return "front";
  }

  @Override
  public Module module(ConfigReader config) {
    return Modules.combine(
        new HttpModule(config, Everybody.class, List.of(), List.of(PostThing.class)),
        new AbstractModule() {
          @Provides
          @Singleton
          GrpcChannels channels(
              Transport transport, ConfigReader reader, GrpcConfig grpc, CallTokens tokens) {
            return new GrpcChannels(transport, reader, grpc, tokens, GrpcChannels.Retries.NONE);
          }

          @Provides
          @Singleton
          FeedGrpc.FeedBlockingStub back(GrpcChannels channels) {
            return FeedGrpc.newBlockingStub(channels.to("sample", FeedGrpc.getServiceDescriptor()));
          }
        });
  }

  static final class Everybody implements Authenticator {
    @Inject
    Everybody() {}

    @Override
    public User authenticate(String accessToken) {
      return new User(42, 1, Role.USER);
    }
  }

  record Thing(String text) {}

  static final class PostThing implements Endpoint {
    private final FeedGrpc.FeedBlockingStub back;

    @Inject
    PostThing(FeedGrpc.FeedBlockingStub back) {
      this.back = back;
    }

    @Override
    public Route route() {
      return Route.post("/v1/things/{name}", Access.PUBLIC);
    }

    @Override
    public Response handle(Request request) {
      Thing thing = request.body(Thing.class);
      var unused =
          back.getHome(GetHomeRequest.newBuilder().setLimit(thing.text().length()).build());
      return Response.created(thing);
    }
  }
}
