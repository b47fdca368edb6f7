package dev.twite.gateway.hydrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.http.Json;
import dev.twite.common.view.Counts;
import dev.twite.common.view.Entities;
import dev.twite.common.view.TweetView;
import dev.twite.common.view.UserShort;
import dev.twite.common.view.Viewer;
import dev.twite.proto.tweet.v1.Tweet;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is put together from parts is what Jackson writes. */
class ReadyTweetTest {
  // A text that says what is looked for, and what JSON escapes.
  private static final String NASTY =
      "\",\"retweet_of\":null,\"quote_of\":null, \\ \u0007 \u2028 Приве́т 🐦";

  @Test
  void isWhatJacksonWrites() {
    TweetView alone = view("1", NASTY, null, null, new Viewer(true, false, true));
    assertThat(written(alone, null, null)).isEqualTo(json(alone));
    TweetView anonymous = view("1", NASTY, null, null, null);
    assertThat(written(anonymous, null, null)).isEqualTo(json(anonymous));
  }

  @Test
  void tweetsInsideAreWrittenAtTheirPlaces() {
    TweetView inside = view("2", NASTY, null, null, new Viewer(false, true, false));
    TweetView retweet = view("3", "", inside, null, new Viewer(false, false, false));
    assertThat(written(retweet, inside, null)).isEqualTo(json(retweet));
    TweetView quote = view("4", "So it is", null, inside, new Viewer(false, false, true));
    assertThat(written(quote, null, inside)).isEqualTo(json(quote));
  }

  private static String written(TweetView view, TweetView retweetOf, TweetView quoteOf) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ready(view).write(out, mark(view), inside(retweetOf), inside(quoteOf));
    return out.toString(StandardCharsets.UTF_8);
  }

  private static ReadyTweet.Inside inside(TweetView view) {
    return view == null ? null : out -> ready(view).write(out, mark(view), null, null);
  }

  private static byte mark(TweetView view) {
    return view.viewer() == null ? -1 : ReadyTweet.markOf(view);
  }

  private static ReadyTweet ready(TweetView view) {
    return ReadyTweet.of(Tweet.newBuilder().setId(Long.parseLong(view.id())).build(), view);
  }

  private static String json(TweetView view) {
    return new String(Json.write(view), StandardCharsets.UTF_8);
  }

  private static TweetView view(
      String id, String text, TweetView retweetOf, TweetView quoteOf, Viewer viewer) {
    return new TweetView(
        id,
        new UserShort("7", "wren", NASTY, null),
        text,
        new Entities(List.of(), List.of(), List.of()),
        List.of(),
        null,
        id,
        retweetOf,
        quoteOf,
        "2026-11-23T12:00:00.000Z",
        null,
        new Counts(1, 2, 3, 4),
        "public",
        viewer);
  }
}
