package dev.twite.gateway.hydrate;

import com.google.common.primitives.Bytes;
import dev.twite.common.http.Json;
import dev.twite.common.view.TweetView;
import dev.twite.proto.tweet.v1.Tweet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A tweet as JSON, but for what hangs on the reader: the tweets inside and what he did to it.
 *
 * @param retweetOf id of the tweet inside, 0 = none; so {@code quoteOf}
 * @param head up to the value of {@code retweet_of}
 * @param tail after the value of {@code quote_of}, without the closing brace
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and written by nobody
record ReadyTweet(long id, long author, long retweetOf, long quoteOf, byte[] head, byte[] tail) {
  /** What the reader did, as bits of a mark. */
  static final byte LIKED = 1;

  static final byte RETWEETED = 2;
  static final byte BOOKMARKED = 4;

  // Quotation marks in texts are escaped: this can't be found in one.
  private static final byte[] INSIDE = ascii(",\"retweet_of\":null,\"quote_of\":null,");
  private static final byte[] RETWEET_OF = ascii(",\"retweet_of\":");
  private static final byte[] QUOTE_OF = ascii(",\"quote_of\":");
  private static final byte[] NULL = ascii("null");
  private static final byte[][] VIEWERS = viewers();

  static ReadyTweet of(Tweet tweet, TweetView view) {
    byte[] json = Json.write(view.forEverybody());
    int at = Bytes.indexOf(json, INSIDE);
    return new ReadyTweet(
        tweet.getId(),
        tweet.getAuthorId(),
        tweet.getRetweetOfId(),
        tweet.getQuoteOfId(),
        Bytes.concat(Arrays.copyOf(json, at), RETWEET_OF),
        // The comma stays.
        Arrays.copyOfRange(json, at + INSIDE.length - 1, json.length - 1));
  }

  /** The mark that says what the reader did. */
  static byte markOf(TweetView view) {
    return view.viewer() == null
        ? 0
        : (byte)
            ((view.viewer().liked() ? LIKED : 0)
                | (view.viewer().retweeted() ? RETWEETED : 0)
                | (view.viewer().bookmarked() ? BOOKMARKED : 0));
  }

  /** How a tweet inside is written; null stands for none. */
  interface Inside {
    void write(ByteArrayOutputStream out);
  }

  /**
   * Writes it.
   *
   * @param mark of the reader; negative = nobody is signed in
   */
  void write(ByteArrayOutputStream out, byte mark, Inside retweet, Inside quote) {
    out.writeBytes(head);
    write(out, retweet);
    out.writeBytes(QUOTE_OF);
    write(out, quote);
    out.writeBytes(tail);
    if (mark >= 0) {
      out.writeBytes(VIEWERS[mark]);
    }
    out.write('}');
  }

  private static void write(ByteArrayOutputStream out, Inside inside) {
    if (inside == null) {
      out.writeBytes(NULL);
    } else {
      inside.write(out);
    }
  }

  private static byte[][] viewers() {
    byte[][] viewers = new byte[8][];
    for (int mark = 0; mark < viewers.length; mark++) {
      viewers[mark] =
          ascii(
              ",\"viewer\":{\"liked\":%b,\"retweeted\":%b,\"bookmarked\":%b}"
                  .formatted(
                      (mark & LIKED) != 0, (mark & RETWEETED) != 0, (mark & BOOKMARKED) != 0));
    }
    return viewers;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
