package dev.twite.tweet;

import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import java.util.Set;

/**
 * Which tweets a reader may see.
 *
 * @param reader 0 = the public
 * @param banned authors whom nobody may see
 * @param hidden authors blocked either way
 * @param followed of the authors asked about, those the reader follows
 */
record Audience(long reader, Set<Long> banned, Set<Long> hidden, Set<Long> followed) {
  /** Whether the reader may see this very tweet; what it retweets is a question of its own. */
  boolean sees(Tweet tweet) {
    if (banned.contains(tweet.getAuthorId())) {
      return false;
    }
    if (reader != 0 && tweet.getAuthorId() == reader) {
      return true;
    }
    if (hides(tweet)) {
      return false;
    }
    return tweet.getVisibility() != Visibility.VISIBILITY_FOLLOWERS
        || isMentioned(reader, tweet)
        || followed.contains(tweet.getAuthorId());
  }

  /** Whether a block stands between the reader and the author. */
  boolean hides(Tweet tweet) {
    return hidden.contains(tweet.getAuthorId());
  }

  static boolean isMentioned(long reader, Tweet tweet) {
    return reader != 0
        && tweet.getMentionsList().stream().anyMatch(mention -> mention.getUserId() == reader);
  }
}
