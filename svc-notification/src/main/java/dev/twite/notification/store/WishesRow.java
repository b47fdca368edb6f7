package dev.twite.notification.store;

/** What a recipient wants to hear of. */
public record WishesRow(
    boolean likes,
    boolean retweets,
    boolean replies,
    boolean mentions,
    boolean quotes,
    boolean follows,
    boolean onlyFollowed) {
  /** Of whoever never said anything else. */
  public static final WishesRow DEFAULT = new WishesRow(true, true, true, true, true, true, false);
}
