package dev.twite.email;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.twite.common.grpc.ClientsModule;
import dev.twite.common.grpc.ServiceClient;
import dev.twite.common.kafka.ConsumerLoop;
import dev.twite.common.kafka.Loops;
import dev.twite.common.kafka.Topic;
import dev.twite.common.view.Profiles;
import dev.twite.email.events.Consumed;
import dev.twite.email.render.AccountMail;
import dev.twite.email.render.Composer;
import dev.twite.email.render.DigestMail;
import dev.twite.email.render.NoticeMail;
import dev.twite.email.render.Reader;
import dev.twite.email.render.Templates;
import dev.twite.email.transport.ApiCarrier;
import dev.twite.email.transport.Carrier;
import dev.twite.email.transport.Mail;
import dev.twite.email.transport.RefusedException;
import dev.twite.email.transport.Sms;
import dev.twite.email.transport.SmsCarrier;
import dev.twite.email.transport.SmtpCarrier;
import java.time.Clock;

/** What svc-email is made of, and its clients of the other services. */
final class EmailModule extends AbstractModule {
  private final EmailConfig config;

  EmailModule(EmailConfig config) {
    this.config = config;
  }

  @Override
  protected void configure() {
    install(
        new ClientsModule(
            ServiceClient.AUTH,
            ServiceClient.PROFILE,
            ServiceClient.TWEET,
            ServiceClient.NOTIFICATION));
    bind(EmailConfig.class).toInstance(config);
    bind(UnsubscribeTokens.class).in(Singleton.class);
    bind(Settings.class).in(Singleton.class);
    bind(Links.class).in(Singleton.class);
    bind(Templates.class).in(Singleton.class);
    bind(Profiles.class).in(Singleton.class);
    bind(Reader.class).in(Singleton.class);
    bind(AccountMail.class).in(Singleton.class);
    bind(NoticeMail.class).in(Singleton.class);
    bind(DigestMail.class).in(Singleton.class);
    bind(Composer.class).in(Singleton.class);
    bind(Dispatch.class).in(Singleton.class);
    bind(Delivery.class).in(Singleton.class);
    bind(Worker.class).in(Singleton.class);
    bind(Digests.class).in(Singleton.class);
    bind(Intake.class).in(Singleton.class);
    bind(Erasure.class).in(Singleton.class);
    bind(Consumed.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  Carrier<Mail> mail(Clock clock) {
    return switch (config.provider()) {
      case SMTP -> new SmtpCarrier(config.smtp().orElseThrow(), config.from(), clock);
      case API -> new ApiCarrier(config.api().orElseThrow(), config.from());
    };
  }

  @Provides
  @Singleton
  Carrier<Sms> sms() {
    return config.sms().<Carrier<Sms>>map(SmsCarrier::new).orElseGet(NoSms::new);
  }

  @Provides
  @Singleton
  ConsumerLoop events(Loops loops, Consumed consumed) {
    return loops.unhurried(
        Intake.GROUP, consumed.handler(), Topic.MAIL, Topic.NOTIFICATION, Topic.USER);
  }

  /** Where nobody is to be alerted no text message is ever made. */
  private static final class NoSms implements Carrier<Sms> {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public void carry(Sms message) throws RefusedException {
      throw RefusedException.forGood("no_sms_provider");
    }
  }
}
