package dev.twite.email.transport;

import java.util.Optional;

/**
 * A mail, ready to go.
 *
 * @param to the address alone
 * @param subject one line
 * @param messageId with its angle brackets; the same at every attempt
 * @param unsubscribe where a POST ends mail of this kind (RFC 8058); empty for account mail
 */
public record Mail(
    String to,
    String subject,
    String text,
    String html,
    String messageId,
    Optional<String> unsubscribe) {
  /** No address and no text: this may end up in a log. */
  @Override
  public String toString() {
    return "mail " + messageId;
  }
}
