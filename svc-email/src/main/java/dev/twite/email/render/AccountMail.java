package dev.twite.email.render;

import dev.twite.common.identity.Sealer;
import dev.twite.email.Links;
import dev.twite.email.SkippedException;
import dev.twite.email.store.MessageRow;
import dev.twite.proto.auth.v1.GetContactResponse;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** What mail about the account itself says. */
public final class AccountMail {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Sealer sealer;
  private final Links links;
  private final Clock clock;

  @Inject
  AccountMail(Sealer sealer, Links links, Clock clock) {
    this.sealer = sealer;
    this.links = links;
    this.clock = clock;
  }

  Contents contents(MessageRow message, GetContactResponse contact) throws SkippedException {
    return switch (message.kind()) {
      case VERIFY_EMAIL -> {
        if (contact.getEmailVerified()) {
          throw new SkippedException("verified");
        }
        yield new Contents(
            "Confirm your e-mail address",
            Map.of("link", links.verifyEmail(token(message)), "life", life(message)));
      }
      case PASSWORD_RESET ->
          new Contents(
              "Reset your Twite password",
              Map.of("link", links.resetPassword(token(message)), "life", life(message)));
      case NEW_SIGN_IN -> new Contents("New sign-in to @" + contact.getHandle(), signIn(message));
      case SIGN_UP_ATTEMPT ->
          new Contents(
              "Somebody tried to sign up with your address", Map.of("time", time(message)));
      default -> throw new IllegalStateException(message.kind() + " is no account mail");
    };
  }

  private Map<String, Object> signIn(MessageRow message) {
    String detail = message.sealedDetail().map(sealer::open).orElse("");
    int end = detail.indexOf('\n');
    String address = end < 0 ? "" : detail.substring(0, end);
    String agent = end < 0 ? "" : detail.substring(end + 1);
    return Map.of(
        "time",
        time(message),
        "address",
        address.isEmpty() ? "unknown" : Lines.one(address),
        "agent",
        agent.isEmpty() ? "unknown" : Lines.one(agent));
  }

  private String token(MessageRow message) {
    return sealer.open(
        message.sealedToken().orElseThrow(() -> new IllegalStateException("A token is missing")));
  }

  /** How long the link still works, rounded down. */
  private String life(MessageRow message) {
    Duration left = Duration.ofMillis(Math.max(0, message.expiresAtMs() - clock.millis()));
    // A minute of grace, so that three days don't read as "2 days" because sending took a second.
    Duration shown = left.plusMinutes(1);
    if (shown.toDays() > 1) {
      return shown.toDays() + " days";
    }
    return shown.toHours() > 1
        ? shown.toHours() + " hours"
        : Math.max(1, Math.min(60, shown.toMinutes())) + " minutes";
  }

  private static String time(MessageRow message) {
    return TIME.format(Instant.ofEpochMilli(message.createdAtMs()));
  }
}
