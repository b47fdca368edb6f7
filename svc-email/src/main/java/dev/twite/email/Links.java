package dev.twite.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Inject;
import java.net.URLEncoder;

/** Where the links in mails lead. */
public final class Links {
  private final String base;
  private final UnsubscribeTokens tokens;

  @Inject
  Links(EmailConfig config, UnsubscribeTokens tokens) {
    this.base = config.publicUrl().toString();
    this.tokens = tokens;
  }

  // One-time tokens are in the fragment, which browsers send to no server: so no log holds them.

  public String verifyEmail(String token) {
    return base + "/verify-email#token=" + encode(token);
  }

  public String resetPassword(String token) {
    return base + "/reset-password#token=" + encode(token);
  }

  public String tweet(long id) {
    return base + "/v1/tweets/" + Long.toUnsignedString(id);
  }

  public String user(String handle) {
    return base + "/v1/users/by-handle/" + encode(handle);
  }

  public String notifications() {
    return base + "/v1/notifications";
  }

  /** Ends mail of that kind, by a page (GET) or at once (POST, RFC 8058). */
  public String unsubscribe(long userId, Kind kind) {
    return base + "/v1/email/unsubscribe?token=" + encode(tokens.make(userId, kind));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
