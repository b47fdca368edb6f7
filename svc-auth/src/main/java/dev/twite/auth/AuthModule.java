package dev.twite.auth;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.events.StandingEvents;
import dev.twite.auth.key.AccessTokens;
import dev.twite.auth.key.KeyRotation;
import dev.twite.auth.key.KeySealing;
import dev.twite.auth.key.SigningKeys;
import dev.twite.auth.password.HashGate;
import dev.twite.auth.password.PasswordConfirmation;
import dev.twite.auth.password.PasswordHasher;
import dev.twite.auth.session.LoginGuard;
import dev.twite.auth.session.Logins;
import dev.twite.auth.session.NewPlaces;
import dev.twite.auth.session.Refresher;
import dev.twite.auth.session.RevocationPublisher;
import dev.twite.auth.session.RevocationTail;
import dev.twite.auth.session.SessionOpener;
import dev.twite.auth.session.Sessions;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;

/** What svc-auth itself is made of. */
final class AuthModule extends AbstractModule {
  private final AuthConfig config;

  AuthModule(AuthConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    bind(AuthConfig.class).toInstance(config);

    bind(HashGate.class).in(Singleton.class);
    bind(PasswordHasher.class).in(Singleton.class);
    bind(PasswordConfirmation.class).in(Singleton.class);

    bind(KeySealing.class).in(Singleton.class);
    bind(SigningKeys.class).in(Singleton.class);
    bind(KeyRotation.class).in(Singleton.class);
    bind(AccessTokens.class).in(Singleton.class);

    bind(LoginGuard.class).in(Singleton.class);
    bind(SessionOpener.class).in(Singleton.class);
    bind(NewPlaces.class).in(Singleton.class);
    bind(Logins.class).in(Singleton.class);
    bind(Refresher.class).in(Singleton.class);
    bind(Sessions.class).in(Singleton.class);
    bind(RevocationPublisher.class).in(Singleton.class);
    bind(RevocationTail.class).in(Singleton.class);

    bind(AuthEvents.class).in(Singleton.class);
    bind(OneTimeTokens.class).in(Singleton.class);
    bind(SignUpAttempts.class).in(Singleton.class);
    bind(Registration.class).in(Singleton.class);
    bind(EmailVerification.class).in(Singleton.class);
    bind(PasswordChange.class).in(Singleton.class);
    bind(PasswordReset.class).in(Singleton.class);
    bind(AccountDeletion.class).in(Singleton.class);
    bind(Contacts.class).in(Singleton.class);
    bind(Accounts.class).in(Singleton.class);
    bind(Standings.class).in(Singleton.class);
    bind(StandingEvents.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  ConsumerLoop standings(Loops loops, StandingEvents standings) {
    return loops.consumer("auth", standings.handler(), Topic.MODERATION);
  }
}
