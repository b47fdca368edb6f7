package dev.twite.common.http;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import java.util.List;

/** The REST server of a service. */
public final class HttpModule extends AbstractModule {
  private final HttpConfig config;
  private final Class<? extends Authenticator> authenticator;
  private final List<Class<? extends RequestFilter>> filters;
  private final List<Class<? extends Endpoint>> endpoints;
  private final List<Class<? extends SocketEndpoint>> sockets;
  private final SocketConfig socketConfig;

  /**
   * @param filters run before each endpoint
   * @param endpoints every route
   */
  public HttpModule(
      ConfigReader config,
      Class<? extends Authenticator> authenticator,
      List<Class<? extends RequestFilter>> filters,
      List<Class<? extends Endpoint>> endpoints) {
    this(config, authenticator, filters, endpoints, List.of());
  }

  /**
   * @param filters run before each endpoint
   * @param endpoints every route
   * @param sockets where WebSockets are opened
   */
  public HttpModule(
      ConfigReader config,
      Class<? extends Authenticator> authenticator,
      List<Class<? extends RequestFilter>> filters,
      List<Class<? extends Endpoint>> endpoints,
      List<Class<? extends SocketEndpoint>> sockets) {
    this.sockets = List.copyOf(sockets);
    this.socketConfig = SocketConfig.from(config);
    this.config = HttpConfig.from(config);
    this.authenticator = authenticator;
    this.filters = List.copyOf(filters);
    this.endpoints = List.copyOf(endpoints);
  }

  @Override
  protected void configure() {
    bind(HttpConfig.class).toInstance(config);
    bind(authenticator).in(Singleton.class);
    bind(Authenticator.class).to(authenticator);
    Multibinder<RequestFilter> allFilters = Multibinder.newSetBinder(binder(), RequestFilter.class);
    for (Class<? extends RequestFilter> filter : filters) {
      bind(filter).in(Singleton.class);
      allFilters.addBinding().to(filter);
    }
    Multibinder<Endpoint> allEndpoints = Multibinder.newSetBinder(binder(), Endpoint.class);
    for (Class<? extends Endpoint> endpoint : endpoints) {
      bind(endpoint).in(Singleton.class);
      allEndpoints.addBinding().to(endpoint);
    }
    bind(SocketConfig.class).toInstance(socketConfig);
    Multibinder<SocketEndpoint> allSockets =
        Multibinder.newSetBinder(binder(), SocketEndpoint.class);
    for (Class<? extends SocketEndpoint> socket : sockets) {
      bind(socket).in(Singleton.class);
      allSockets.addBinding().to(socket);
    }
    bind(HttpServer.class).in(Singleton.class);
  }
}
