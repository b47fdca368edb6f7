package dev.twite.gateway.view;

import dev.twite.proto.notification.v1.Settings;

/**
 * What the reader hears of, and what comes by e-mail.
 *
 * @param email null while svc-email is away
 */
public record NotificationSettingsView(Types types, boolean onlyFollowed, Mails email) {
  /** The types that are on. */
  public record Types(
      boolean like,
      boolean retweet,
      boolean reply,
      boolean mention,
      boolean quote,
      boolean follow) {}

  /**
   * What comes by e-mail.
   *
   * @param digest off, daily or weekly
   */
  public record Mails(
      boolean mention,
      boolean reply,
      boolean quote,
      boolean follow,
      boolean newSignIn,
      String digest) {
    public static Mails of(dev.twite.proto.email.v1.Settings settings) {
      return new Mails(
          settings.getMention(),
          settings.getReply(),
          settings.getQuote(),
          settings.getFollow(),
          settings.getNewSignIn(),
          DigestName.of(settings.getDigest()));
    }
  }

  public static NotificationSettingsView of(Settings settings, Mails email) {
    return new NotificationSettingsView(
        new Types(
            settings.getLike(),
            settings.getRetweet(),
            settings.getReply(),
            settings.getMention(),
            settings.getQuote(),
            settings.getFollow()),
        settings.getOnlyFollowed(),
        email);
  }
}
