package dev.twite.common.view;

/**
 * The answer to taking back a like, a retweet or a bookmark: usually the tweet; of one that its
 * reader may no longer see, what is left between the two.
 */
public sealed interface TakenBack permits TweetView, TakenBack.OutOfSight {
  /** All that such a reader is told: nothing is liked, retweeted or bookmarked any more. */
  record OutOfSight(String id, Viewer viewer) implements TakenBack {
    static OutOfSight of(long tweetId) {
      return new OutOfSight(Wire.id(tweetId), new Viewer(false, false, false));
    }
  }
}
