package dev.twite.email.transport;

import dev.twite.email.Sender;
import java.util.LinkedHashMap;
import java.util.Map;

/** A provider's HTTP interface in the form of Mailgun's {@code POST /v3/DOMAIN/messages}. */
public final class ApiCarrier implements Carrier<Mail> {
  private final FormPost post;
  private final Sender from;

  public ApiCarrier(ApiConfig config, Sender from) {
    this.post = new FormPost(config, "api");
    this.from = from;
  }

  @Override
  public String name() {
    return "api";
  }

  @Override
  public void carry(Mail mail) throws RefusedException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("from", from.name() + " <" + from.address() + ">");
    fields.put("to", mail.to());
    fields.put("subject", mail.subject());
    fields.put("text", mail.text());
    fields.put("html", mail.html());
    fields.put("h:Message-Id", mail.messageId());
    fields.put("h:Auto-Submitted", "auto-generated");
    mail.unsubscribe()
        .ifPresent(
            url -> {
              fields.put("h:List-Unsubscribe", "<" + url + ">");
              fields.put("h:List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            });
    // Links stay as they are, and nobody is watched reading.
    fields.put("o:tracking", "no");
    post.send(fields);
  }
}
