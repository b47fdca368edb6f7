package dev.twite.common.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.tweet.v1.Tweet;
import java.util.List;

/**
 * A tweet, {@code Tweet} in the contract.
 *
 * @param retweetOf null when it is no retweet, or the reader may not see the other
 * @param quoteOf likewise
 * @param viewer null, and then left out, for readers who are not signed in
 */
public record TweetView(
    String id,
    UserShort author,
    String text,
    Entities entities,
    List<MediaView> media,
    String replyToId,
    String conversationId,
    TweetView retweetOf,
    TweetView quoteOf,
    String createdAt,
    String editedAt,
    Counts counts,
    String visibility,
    @JsonInclude(JsonInclude.Include.NON_NULL) Viewer viewer)
    implements TakenBack {
  /** Without what hangs on the reader. */
  public TweetView forEverybody() {
    return new TweetView(
        id,
        author,
        text,
        entities,
        media,
        replyToId,
        conversationId,
        null,
        null,
        createdAt,
        editedAt,
        counts,
        visibility,
        null);
  }

  /**
   * @param pictures with those of this tweet
   * @param likes of this very tweet; the default instance when they are not known
   */
  public static TweetView of(
      Tweet tweet,
      UserShort author,
      TweetView retweetOf,
      TweetView quoteOf,
      Album pictures,
      LikeState likes,
      boolean signedIn) {
    return new TweetView(
        Wire.id(tweet.getId()),
        author,
        tweet.getText(),
        Entities.of(tweet),
        pictures.views(tweet.getMediaIdsList()),
        Wire.idOrNull(tweet.getReplyToId()),
        Wire.id(tweet.getConversationId()),
        retweetOf,
        quoteOf,
        Wire.time(tweet.getCreatedAtMs()),
        Wire.timeOrNull(tweet.getEditedAtMs()),
        new Counts(
            likes.getLikesCount(),
            tweet.getRetweetsCount(),
            tweet.getRepliesCount(),
            tweet.getQuotesCount()),
        VisibilityName.of(tweet.getVisibility()),
        signedIn
            ? new Viewer(likes.getLiked(), tweet.getRetweeted(), tweet.getBookmarked())
            : null);
  }
}
