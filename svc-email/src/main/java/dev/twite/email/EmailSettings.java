package dev.twite.email;

/** What an account wants by mail. */
public record EmailSettings(
    boolean mention,
    boolean reply,
    boolean quote,
    boolean follow,
    boolean newSignIn,
    DigestPeriod digest) {
  /** Of who never said anything. */
  public static final EmailSettings DEFAULT =
      new EmailSettings(true, true, true, true, true, DigestPeriod.DAILY);

  /** Whether mail of a kind may go to the account. */
  public boolean wants(Kind kind) {
    return switch (kind) {
      case MENTION -> mention;
      case REPLY -> reply;
      case QUOTE -> quote;
      case FOLLOW -> follow;
      case NEW_SIGN_IN -> newSignIn;
      case DIGEST -> digest != DigestPeriod.OFF;
      case VERIFY_EMAIL, PASSWORD_RESET, SIGN_UP_ATTEMPT, OPERATOR_ALERT -> true;
    };
  }

  /** The same without mail of that kind. */
  public EmailSettings without(Kind kind) {
    return new EmailSettings(
        mention && kind != Kind.MENTION,
        reply && kind != Kind.REPLY,
        quote && kind != Kind.QUOTE,
        follow && kind != Kind.FOLLOW,
        newSignIn && kind != Kind.NEW_SIGN_IN,
        kind == Kind.DIGEST ? DigestPeriod.OFF : digest);
  }
}
