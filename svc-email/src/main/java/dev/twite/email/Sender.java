package dev.twite.email;

import dev.twite.common.config.ConfigReader;
import java.util.regex.Pattern;

/**
 * Who mail is from.
 *
 * @param name shown to people
 * @param address replies go there
 */
public record Sender(String name, String address) {
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+");
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}<>\"]{1,60}");

  static Sender from(ConfigReader config) {
    Sender read =
        new Sender(
            config.string("MAIL_FROM_NAME", "Twite", "the sender's name in mails"),
            config.string(
                "MAIL_FROM", "no-reply@twite.localhost", "the sender's address in mails"));
    if (!NAME.matcher(read.name()).matches()) {
      config.fault("MAIL_FROM_NAME", "must be 1 to 60 characters without <, > and quotes");
    }
    if (!ADDRESS.matcher(read.address()).matches()) {
      config.fault("MAIL_FROM", "is not an address such as no-reply@example.org");
    }
    return read;
  }

  /** What message ids and the greeting to the mail server name. */
  public String domain() {
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
