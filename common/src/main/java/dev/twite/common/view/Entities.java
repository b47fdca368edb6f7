package dev.twite.common.view;

import dev.twite.proto.tweet.v1.Tweet;
import java.util.List;

/** What was found in a text. Offsets are in code points, ends exclusive. */
public record Entities(List<Mention> mentions, List<Hashtag> hashtags, List<Url> urls) {
  /**
   * @param userId null when nobody has the handle
   */
  public record Mention(int start, int end, String handle, String userId) {}

  /**
   * @param tag without the sign
   */
  public record Hashtag(int start, int end, String tag) {}

  /** A link as it was written. */
  public record Url(int start, int end, String url) {}

  static Entities of(Tweet tweet) {
    return new Entities(
        tweet.getMentionsList().stream()
            .map(
                found ->
                    new Mention(
                        found.getStart(),
                        found.getEnd(),
                        found.getHandle(),
                        Wire.idOrNull(found.getUserId())))
            .toList(),
        tweet.getHashtagsList().stream()
            .map(found -> new Hashtag(found.getStart(), found.getEnd(), found.getTag()))
            .toList(),
        tweet.getUrlsList().stream()
            .map(found -> new Url(found.getStart(), found.getEnd(), found.getUrl()))
            .toList());
  }
}
