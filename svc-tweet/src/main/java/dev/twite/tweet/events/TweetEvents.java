package dev.twite.tweet.events;

import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.tweet.v1.Mention;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Url;
import dev.twite.tweet.store.TweetRow;
import dev.twite.tweet.text.Entities;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Tells of tweets, in the transaction that changes them and while it holds their row, so that the
 * events of a tweet are in the order of what happened (R7).
 */
public final class TweetEvents {
  private final Outbox outbox;

  @Inject
  TweetEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * A tweet came.
   *
   * @param innerAuthorId author of the tweet it retweets or quotes; 0 = neither
   */
  public void created(Handle handle, Tweet tweet, long innerAuthorId) {
    outbox.append(
        handle,
        Topic.TWEET,
        tweet.getId(),
        TweetCreated.newBuilder()
            .setTweetId(tweet.getId())
            .setAuthorId(tweet.getAuthorId())
            .setText(tweet.getText())
            .setReplyToId(tweet.getReplyToId())
            .setReplyToAuthorId(tweet.getReplyToAuthorId())
            .setConversationId(tweet.getConversationId())
            .setRetweetOfId(tweet.getRetweetOfId())
            .setRetweetOfAuthorId(tweet.getRetweetOfId() == 0 ? 0 : innerAuthorId)
            .setQuoteOfId(tweet.getQuoteOfId())
            .setQuoteOfAuthorId(tweet.getQuoteOfId() == 0 ? 0 : innerAuthorId)
            .addAllMentionedUserIds(mentioned(tweet))
            .addAllHashtags(Entities.tagKeys(tweet.getHashtagsList()))
            .addAllUrls(urls(tweet))
            .addAllMediaIds(tweet.getMediaIdsList())
            .setVisibility(tweet.getVisibilityValue())
            .setCreatedAtMs(tweet.getCreatedAtMs())
            .setHomeEntry(TweetRow.isHomeEntry(tweet))
            .build());
  }

  /** A tweet's text changed. */
  public void edited(Handle handle, Tweet tweet) {
    outbox.append(
        handle,
        Topic.TWEET,
        tweet.getId(),
        TweetEdited.newBuilder()
            .setTweetId(tweet.getId())
            .setAuthorId(tweet.getAuthorId())
            .setText(tweet.getText())
            .addAllMentionedUserIds(mentioned(tweet))
            .addAllHashtags(Entities.tagKeys(tweet.getHashtagsList()))
            .addAllUrls(urls(tweet))
            .setEditedAtMs(tweet.getEditedAtMs())
            .setVisibility(tweet.getVisibilityValue())
            .build());
  }

  /** A tweet went. */
  public void deleted(Handle handle, TweetRow row) {
    outbox.append(
        handle,
        Topic.TWEET,
        row.id(),
        TweetDeleted.newBuilder()
            .setTweetId(row.id())
            .setAuthorId(row.authorId())
            .setReplyToId(row.replyToId())
            .setRetweetOfId(row.retweetOfId())
            .setQuoteOfId(row.quoteOfId())
            .setHomeEntry(row.homeEntry())
            .setVisibility(row.visibility())
            .addAllHashtags(Entities.tagKeys(row.toTweet().getHashtagsList()))
            .build());
  }

  private static List<Long> mentioned(Tweet tweet) {
    return tweet.getMentionsList().stream()
        .map(Mention::getUserId)
        .filter(id -> id != 0)
        .distinct()
        .toList();
  }

  private static List<String> urls(Tweet tweet) {
    return tweet.getUrlsList().stream().map(Url::getUrl).toList();
  }
}
