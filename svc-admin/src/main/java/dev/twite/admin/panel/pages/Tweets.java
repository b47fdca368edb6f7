package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.List;

/** Tweets as a moderator has to see them: all of them, also what only followers may read. */
final class Tweets {
  private final TweetServiceBlockingStub tweets;

  @Inject
  Tweets(TweetServiceBlockingStub tweets) {
    this.tweets = tweets;
  }

  /** A tweet, or why it can't be shown: a report can be ended without it. */
  Node show(long id) {
    List<Tweet> found;
    try {
      found =
          tweets
              .scanTweets(ScanTweetsRequest.newBuilder().setAfterId(id - 1).setLimit(1).build())
              .getTweetsList();
    } catch (StatusRuntimeException away) {
      return Parts.empty("Tweets can't be read at the moment.");
    }
    if (found.isEmpty() || found.getFirst().getId() != id) {
      return Parts.empty("It is removed.");
    }
    Tweet tweet = found.getFirst();
    return Tag.of(
        "blockquote",
        Tag.of("p", tweet.getText()),
        Tag.of("footer", Parts.time(tweet.getCreatedAtMs()), Parts.text(" · " + id)));
  }
}
