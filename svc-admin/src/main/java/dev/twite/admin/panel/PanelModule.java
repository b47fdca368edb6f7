package dev.twite.admin.panel;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.admin.panel.pages.Pages;
import dev.twite.admin.panel.session.Origins;
import dev.twite.admin.panel.session.SessionCookie;
import dev.twite.admin.panel.session.Viewers;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.HttpModule;
import dev.twite.common.http.NoTokens;
import java.util.ArrayList;
import java.util.List;

/**
 * The web panel on the service's REST port. It asks svc-admin as any caller does, over gRPC and as
 * the person who is signed in: what he may do is decided there, in one place. Needs the clients
 * AUTH and TWEET and the limits of its service.
 */
public final class PanelModule extends AbstractModule {
  private final PanelConfig config;
  private final HttpModule http;

  public PanelModule(ConfigReader config) {
    this.config = PanelConfig.from(config);
    this.http = new HttpModule(config, NoTokens.class, List.of(), endpoints());
  }

  static List<Class<? extends Endpoint>> endpoints() {
    List<Class<? extends Endpoint>> all = new ArrayList<>(Pages.ALL);
    all.addAll(List.of(GetSignIn.class, PostSignIn.class, PostSignOut.class, GetAsset.class));
    return all;
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.ADMIN, ServiceClient.ANALYTICS));
    install(http);
    install(new Pages());
    bind(PanelConfig.class).toInstance(config);
    bind(Door.class).in(Singleton.class);
    bind(Origins.class).in(Singleton.class);
    bind(SessionCookie.class).in(Singleton.class);
    bind(Viewers.class).in(Singleton.class);
  }
}
