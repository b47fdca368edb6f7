package dev.twite.notification;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.live.LivePublisher;

/** The service's own parts and its client of svc-follow. */
final class NotificationModule extends AbstractModule {
  private final NotificationConfig config;

  NotificationModule(NotificationConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.FOLLOW));
    bind(NotificationConfig.class).toInstance(config);
    bind(ReadFilters.class).in(Singleton.class);
    bind(LivePublisher.class).in(Singleton.class);
    bind(Following.class).in(Singleton.class);
    bind(Admission.class).in(Singleton.class);
    bind(Recipients.class).in(Singleton.class);
    bind(Intake.class).in(Singleton.class);
    bind(Removals.class).in(Singleton.class);
    bind(Announcer.class).in(Singleton.class);
    bind(NotificationReader.class).in(Singleton.class);
    bind(ReadMarker.class).in(Singleton.class);
    bind(SettingsEditor.class).in(Singleton.class);
  }
}
