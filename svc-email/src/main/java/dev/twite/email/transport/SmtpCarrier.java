package dev.twite.email.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.twite.email.Sender;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.time.Clock;
import java.util.Date;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SMTP (RFC 5321) through Angus Mail: a connection a message. */
public final class SmtpCarrier implements Carrier<Mail> {
  private static final Logger log = LoggerFactory.getLogger(SmtpCarrier.class);

  private final SmtpConfig config;
  private final Sender from;
  private final Clock clock;
  private final Session session;

  public SmtpCarrier(SmtpConfig config, Sender from, Clock clock) {
    this.config = config;
    this.from = from;
    this.clock = clock;
    this.session = Session.getInstance(properties());
  }

  @Override
  public String name() {
    return "smtp";
  }

  @Override
  public void carry(Mail mail) throws RefusedException {
    try {
      MimeMessage message = message(mail);
      Transport transport = session.getTransport("smtp");
      try {
        String user = config.user().isEmpty() ? null : config.user();
        transport.connect(
            config.host(), config.port(), user, user == null ? null : config.password().reveal());
        transport.sendMessage(message, message.getAllRecipients());
      } finally {
        close(transport);
      }
    } catch (MessagingException | UnsupportedEncodingException failed) {
      throw SmtpAnswers.refusal(failed);
    }
  }

  /** Whatever comes of the goodbye, the server has taken the message by then, or refused it. */
  private static void close(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException gone) {
      log.debug("No goodbye: {}", gone.getClass().getSimpleName());
    }
  }

  private MimeMessage message(Mail mail) throws MessagingException, UnsupportedEncodingException {
    MimeMessage message = new WithOwnId(session, mail.messageId());
    message.setFrom(new InternetAddress(from.address(), from.name(), UTF_8.name()));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to(), true));
    message.setSubject(mail.subject(), UTF_8.name());
    message.setSentDate(Date.from(clock.instant()));
    // RFC 3834: nobody's out-of-office reply is wanted.
    message.setHeader("Auto-Submitted", "auto-generated");
    if (mail.unsubscribe().isPresent()) {
      // RFC 8058.
      message.setHeader("List-Unsubscribe", "<" + mail.unsubscribe().get() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8.name());
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8.name(), "html");
    message.setContent(new MimeMultipart("alternative", text, html));
    message.saveChanges();
    return message;
  }

  private Properties properties() {
    String timeout = Long.toString(config.timeout().toMillis());
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.connectiontimeout", timeout);
    properties.setProperty("mail.smtp.timeout", timeout);
    properties.setProperty("mail.smtp.writetimeout", timeout);
    properties.setProperty("mail.smtp.auth", Boolean.toString(!config.user().isEmpty()));
    boolean starttls = config.tls() == Tls.STARTTLS;
    properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.starttls.required", Boolean.toString(starttls));
    properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(config.tls() == Tls.TLS));
    properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    // The server has taken the message by then; waiting for its goodbye could only fail.
    properties.setProperty("mail.smtp.quitwait", "false");
    properties.setProperty("mail.smtp.localhost", from.domain());
    properties.setProperty("mail.smtp.from", from.address());
    return properties;
  }

  /** Angus would give each attempt an id of its own. */
  private static final class WithOwnId extends MimeMessage {
    private final String id;

    WithOwnId(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
