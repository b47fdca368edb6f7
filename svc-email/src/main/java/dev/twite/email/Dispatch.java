package dev.twite.email;

import dev.twite.common.metrics.Metrics;
import dev.twite.email.render.Composer;
import dev.twite.email.store.MessageRow;
import dev.twite.email.transport.Carrier;
import dev.twite.email.transport.Mail;
import dev.twite.email.transport.RefusedException;
import dev.twite.email.transport.Sms;
import dev.twite.email.transport.SmsConfig;
import io.prometheus.client.Histogram;
import jakarta.inject.Inject;
import java.util.Optional;

/** Makes a message and hands it to the carrier of its channel. */
final class Dispatch {
  private static final String ALERT =
      "Twite: mail does not get through. See twite_email_waiting and the log of svc-email.";

  private final Composer composer;
  private final Carrier<Mail> mail;
  private final Optional<SmsConfig> smsConfig;
  private final Carrier<Sms> sms;
  private final Histogram seconds;

  @Inject
  Dispatch(
      Composer composer,
      Carrier<Mail> mail,
      Carrier<Sms> sms,
      EmailConfig config,
      Metrics metrics) {
    this.composer = composer;
    this.mail = mail;
    this.sms = sms;
    this.smsConfig = config.sms();
    this.seconds =
        metrics.histogram(
            "twite_email_send_seconds", "Time until the other side took a message", "carrier");
  }

  void send(MessageRow message) throws SkippedException, RefusedException {
    if (message.kind() == Kind.OPERATOR_ALERT) {
      if (smsConfig.isEmpty()) {
        throw new SkippedException("nobody_to_alert");
      }
      carry(sms, new Sms(smsConfig.get().alertTo(), ALERT));
    } else {
      carry(mail, composer.compose(message));
    }
  }

  private <M> void carry(Carrier<M> carrier, M message) throws RefusedException {
    Histogram.Timer timer = seconds.labels(carrier.name()).startTimer();
    try {
      carrier.carry(message);
    } finally {
      timer.observeDuration();
    }
  }
}
