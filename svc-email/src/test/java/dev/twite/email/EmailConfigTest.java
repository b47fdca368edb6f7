package dev.twite.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigReader;
import dev.twite.email.transport.Tls;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("TWITE_PUBLIC_URL", "https://twite.example", "TWITE_SMTP_HOST", "mail.example");

  @Test
  void hasDefaults() {
    EmailConfig config = read(Map.of());
    assertThat(config.from()).isEqualTo(new Sender("Twite", "no-reply@twite.localhost"));
    assertThat(config.smtp().orElseThrow().port()).isEqualTo(587);
    assertThat(config.smtp().orElseThrow().tls()).isEqualTo(Tls.STARTTLS);
    assertThat(config.api()).isEmpty();
    assertThat(config.sms()).isEmpty();
    assertThat(config.hourlyLimit()).isEqualTo(6);
    assertThat(config.noticeDelay()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.digestHour()).isEqualTo(8);
    assertThat(config.sending())
        .isEqualTo(new EmailConfig.Sending(4, Duration.ofMinutes(5), 20, Duration.ofSeconds(2)));
  }

  @Test
  void readsWhatIsSet() {
    EmailConfig config =
        read(
            Map.of(
                "TWITE_MAIL_PROVIDER", "api",
                "TWITE_MAIL_API_URL", "https://api.example/messages",
                "TWITE_MAIL_API_KEY", "key",
                "TWITE_SMS_ALERT_TO", "+41791234567",
                "TWITE_SMS_API_URL", "https://sms.example/messages",
                "TWITE_SMS_API_USER", "AC1",
                "TWITE_SMS_API_KEY", "key",
                "TWITE_SMS_FROM", "+41790000000",
                "TWITE_EMAIL_HOURLY_LIMIT", "0"));
    assertThat(config.smtp()).isEmpty();
    assertThat(config.api().orElseThrow().user()).isEqualTo("api");
    assertThat(config.sms().orElseThrow().alertTo()).isEqualTo("+41791234567");
    assertThat(config.hourlyLimit()).isZero();
  }

  @Test
  void namesWhatDoesNotGoTogether() {
    assertThatThrownBy(
            () ->
                read(
                    Map.of(
                        "TWITE_PUBLIC_URL", "https://twite.example/",
                        "TWITE_MAIL_FROM", "nobody",
                        "TWITE_SMTP_USER", "me",
                        "TWITE_SMTP_TLS", "none",
                        "TWITE_SMTP_TIMEOUT", "5m")))
        .hasMessageContaining("TWITE_PUBLIC_URL: must be without a slash")
        .hasMessageContaining("TWITE_MAIL_FROM: is not an address")
        .hasMessageContaining("TWITE_SMTP_TLS: must not be none")
        .hasMessageContaining("TWITE_SMTP_TIMEOUT");
  }

  @Test
  void aLeaseOutlivesEveryAttempt() {
    assertThatThrownBy(() -> read(Map.of("TWITE_SMTP_TIMEOUT", "30s")))
        .hasMessageContaining("TWITE_EMAIL_LEASE: must be longer than an attempt may take")
        .hasMessageContaining("360s");
    assertThat(read(Map.of("TWITE_SMTP_TIMEOUT", "30s", "TWITE_EMAIL_LEASE", "7m")).sending())
        .isNotNull();
  }

  private static EmailConfig read(Map<String, String> more) {
    Map<String, String> env = new HashMap<>(LEAST);
    env.putAll(more);
    ConfigReader reader = new ConfigReader("email", env);
    EmailConfig config = EmailConfig.from(reader);
    reader.finish();
    return config;
  }
}
