package dev.twite.email.transport;

import java.util.Map;

/** A provider's HTTP interface in the form of Twilio's {@code POST …/Messages.json}. */
public final class SmsCarrier implements Carrier<Sms> {
  private final FormPost post;
  private final String from;

  public SmsCarrier(SmsConfig config) {
    this.post = new FormPost(config.api(), "sms");
    this.from = config.from();
  }

  @Override
  public String name() {
    return "sms";
  }

  @Override
  public void carry(Sms sms) throws RefusedException {
    post.send(Map.of("To", sms.to(), "From", from, "Body", sms.text()));
  }
}
