package dev.twite.profile;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.GroupProgress;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;
import dev.twite.common.media.PictureHolds;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.profile.events.Intake;
import dev.twite.profile.events.ProfileEvents;

/** What svc-profile is made of. */
final class ProfileModule extends AbstractModule {
  @Override
  protected void configure() {
    install(new ClientsModule(ServiceClient.FOLLOW, ServiceClient.TWEET, ServiceClient.MEDIA));
    bind(ProfileEvents.class).in(Singleton.class);
    bind(Intake.class).in(Singleton.class);
    bind(PictureHolds.class).in(Singleton.class);
    bind(Profiles.class).in(Singleton.class);
    bind(Accounts.class).in(Singleton.class);
    bind(ProfileEditor.class).in(Singleton.class);
    bind(Counts.class).in(Singleton.class);
    bind(GroupProgress.class).in(Singleton.class);
    bind(Sources.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), Reconciler.class)
        .addBinding()
        .to(CountsReconciler.class)
        .in(Singleton.class);
  }

  @Provides
  @Singleton
  ConsumerLoop intake(Loops loops, Intake intake) {
    return loops.unhurried(Intake.GROUP, intake.handler(), Intake.TOPICS.toArray(new Topic[0]));
  }
}
