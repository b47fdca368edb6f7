package dev.twite.websocket;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.live.LiveLink;
import dev.twite.common.live.OnlineUsers;
import dev.twite.common.view.Likes;
import dev.twite.common.view.NotificationAssembler;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.TweetAssembler;
import dev.twite.websocket.store.Streams;
import dev.twite.websocket.store.Tickets;

/** The parts of svc-websocket and its clients of other services. */
final class WebsocketModule extends AbstractModule {
  private final WebsocketConfig config;

  WebsocketModule(WebsocketConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(
        new ClientsModule(
            ServiceClient.AUTH,
            ServiceClient.PROFILE,
            ServiceClient.TWEET,
            ServiceClient.FOLLOW,
            ServiceClient.LIKE,
            ServiceClient.NOTIFICATION));
    bind(WebsocketConfig.class).toInstance(config);
    bind(Tickets.class).in(Singleton.class);
    bind(Streams.class).in(Singleton.class);
    bind(LiveLink.class).in(Singleton.class);
    bind(OnlineUsers.class).in(Singleton.class);
    bind(ReadFilters.class).in(Singleton.class);
    bind(Profiles.class).in(Singleton.class);
    bind(Likes.class).in(Singleton.class);
    bind(TweetAssembler.class).in(Singleton.class);
    bind(NotificationAssembler.class).in(Singleton.class);
    bind(Readers.class).in(Singleton.class);
    bind(TweetViews.class).in(Singleton.class);
    bind(NotificationViews.class).in(Singleton.class);
    bind(Mutes.class).in(Singleton.class);
    bind(Owners.class).in(Singleton.class);
    bind(Renderer.class).in(Singleton.class);
    bind(Sessions.class).in(Singleton.class);
    bind(Presence.class).in(Singleton.class);
    bind(Channels.class).in(Singleton.class);
    bind(SocketMetrics.class).in(Singleton.class);
    bind(Services.class).in(Singleton.class);
    bind(Clients.class).in(Singleton.class);
  }
}
