package dev.twite.email.transport;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Which failures of SMTP are final: a 5xx answer to this recipient. One to our sender, log in or
 * greeting is a fault of the settings, which somebody may mend, and one to the text often means us
 * (a block list, a quota) and not this message: those are tried again, as everything else is.
 */
final class SmtpAnswers {
  private SmtpAnswers() {}

  static RefusedException refusal(Exception failed) {
    if (failed instanceof AddressException) {
      return RefusedException.forGood("bad_address");
    }
    if (failed instanceof AuthenticationFailedException) {
      return RefusedException.forNow("smtp_login");
    }
    // The chain of a MessagingException: what was tried last comes first, the answer to the
    // recipient hangs below.
    Exception next = failed;
    int answer = 0;
    while (next != null) {
      if (next instanceof SMTPAddressFailedException address) {
        return byAnswer(address.getReturnCode());
      }
      if (next instanceof SMTPSenderFailedException sender) {
        return RefusedException.forNow("smtp_sender_" + sender.getReturnCode());
      }
      if (next instanceof SMTPSendFailedException send) {
        answer = send.getReturnCode();
      }
      next = next instanceof MessagingException chained ? chained.getNextException() : null;
    }
    return RefusedException.forNow(answer > 0 ? "smtp_" + answer : "smtp_connection");
  }

  private static RefusedException byAnswer(int code) {
    String reason = "smtp_" + code;
    // 530 and 535 want a log in: a fault of the settings.
    boolean last = code >= 500 && code < 600 && code != 530 && code != 535;
    return last ? RefusedException.forGood(reason) : RefusedException.forNow(reason);
  }
}
