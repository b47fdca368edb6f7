package dev.twite.tweet.store;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.twite.proto.tweet.v1.Tweet;
import java.io.UncheckedIOException;

/**
 * A row of {@code tweet}. 0 stands for none.
 *
 * @param entities a serialised {@link Tweet} with mentions, hashtags, urls and media ids only
 * @param homeEntry whether it belongs in home timelines
 * @param version 1, and one more with every edit
 */
public record TweetRow(
    long id,
    long authorId,
    String text,
    byte[] entities,
    long replyToId,
    long replyToAuthorId,
    long conversationId,
    long retweetOfId,
    long quoteOfId,
    int visibility,
    boolean homeEntry,
    int version,
    long createdAtMs,
    long editedAtMs) {

  /** The row of a tweet; what a read adds (counts, flags, nested tweets) is not part of it. */
  public static TweetRow of(Tweet tweet, int version) {
    return new TweetRow(
        tweet.getId(),
        tweet.getAuthorId(),
        tweet.getText(),
        Tweet.newBuilder()
            .addAllMentions(tweet.getMentionsList())
            .addAllHashtags(tweet.getHashtagsList())
            .addAllUrls(tweet.getUrlsList())
            .addAllMediaIds(tweet.getMediaIdsList())
            .build()
            .toByteArray(),
        tweet.getReplyToId(),
        tweet.getReplyToAuthorId(),
        tweet.getConversationId(),
        tweet.getRetweetOfId(),
        tweet.getQuoteOfId(),
        tweet.getVisibilityValue(),
        isHomeEntry(tweet),
        version,
        tweet.getCreatedAtMs(),
        tweet.getEditedAtMs());
  }

  /** Everything but a reply to somebody else belongs in home timelines. */
  public static boolean isHomeEntry(Tweet tweet) {
    return tweet.getReplyToId() == 0 || tweet.getReplyToAuthorId() == tweet.getAuthorId();
  }

  /** The tweet, without counts. */
  public Tweet toTweet() {
    try {
      return Tweet.parseFrom(entities).toBuilder()
          .setId(id)
          .setAuthorId(authorId)
          .setText(text)
          .setReplyToId(replyToId)
          .setReplyToAuthorId(replyToAuthorId)
          .setConversationId(conversationId)
          .setRetweetOfId(retweetOfId)
          .setQuoteOfId(quoteOfId)
          .setVisibilityValue(visibility)
          .setCreatedAtMs(createdAtMs)
          .setEditedAtMs(editedAtMs)
          .build();
    } catch (InvalidProtocolBufferException broken) {
      throw new UncheckedIOException("Entities of tweet " + id + " are broken", broken);
    }
  }
}
