package dev.twite.analytics;

/** The words in the column {@code kind}. */
public final class Kind {
  public static final String SIGN_UP = "sign_up";
  public static final String ACCOUNT_DELETE = "account_delete";
  public static final String PROFILE = "profile";

  /** A tweet that answers none and repeats none; also a quote. */
  public static final String POST = "post";

  public static final String REPLY = "reply";
  public static final String RETWEET = "retweet";
  public static final String EDIT = "edit";
  public static final String DELETE = "delete";
  public static final String FOLLOW = "follow";
  public static final String UNFOLLOW = "unfollow";
  public static final String BLOCK = "block";
  public static final String UNBLOCK = "unblock";
  public static final String MUTE = "mute";
  public static final String UNMUTE = "unmute";
  public static final String LIKE = "like";
  public static final String UNLIKE = "unlike";
  public static final String VIEW = "view";

  /** Only in answers: a tweet that quotes another is a post or a reply. */
  public static final String QUOTE = "quote";

  private Kind() {}

  /** Whether it is a tweet of one's own: everything but retweets. */
  static boolean isTweet(String kind) {
    return kind.equals(POST) || kind.equals(REPLY);
  }
}
