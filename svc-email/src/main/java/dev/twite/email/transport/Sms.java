package dev.twite.email.transport;

/**
 * A text message.
 *
 * @param to E.164, e.g. {@code +41791234567}
 */
public record Sms(String to, String text) {
  @Override
  public String toString() {
    return "a text message";
  }
}
