package dev.twite.gateway.hydrate;

import dev.twite.common.cache.NearCache;
import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.http.Response;
import dev.twite.common.identity.CallContext;
import dev.twite.common.view.TweetAssembler;
import dev.twite.common.view.TweetAssembler.Assembled;
import dev.twite.common.view.Wire;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tweets for the pages that are read most, home and an author's own: what many look at is put
 * together once in two seconds, and for each reader only what hangs on him. What is not for
 * everybody is put together for each.
 *
 * <p>Together with the two seconds for which others keep what goes in here, what is deleted or
 * blocked is gone well within five (S4).
 */
public final class TweetPages {
  private static final int MAX_KEPT = 20_000;
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int TYPICAL = 1 << 10;
  private static final byte NOBODY = -1;
  private static final byte[] BEGIN = "{\"data\":[".getBytes(StandardCharsets.US_ASCII);

  private final TweetAssembler assembler;
  private final ReadFilters filters;
  private final ReaderMarks marks;
  private final NearCache<ReadyTweet> cache = new NearCache<>(MAX_KEPT, KEPT);

  /**
   * A tweet on a page.
   *
   * @param id of what it shows: of a retweet, the original's
   * @param author likewise
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and written by nobody
  public record Shown(long id, long author, byte[] json) {}

  /**
   * @param marks with the stamps of all that a viewer is told
   */
  @Inject
  TweetPages(TweetAssembler assembler, ReadFilters filters, ReaderMarks marks) {
    this.assembler = assembler;
    this.filters = filters;
    this.marks = marks;
  }

  /** Tweets by id, at most 100, in this order; those the caller may not see are left out. */
  public List<Shown> shown(List<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    long reader = CallContext.userIdOrZero();
    Set<Long> hidden = filters.of(reader).hidden();
    Some outer = look(reader, hidden, ids);
    List<Long> insides =
        outer.tweets().values().stream()
            .flatMap(tweet -> Stream.of(tweet.retweetOf(), tweet.quoteOf()))
            .filter(id -> id != 0)
            .distinct()
            .toList();
    Some inner = insides.isEmpty() ? Some.NONE : look(reader, hidden, insides);
    List<Shown> shown = new ArrayList<>(ids.size());
    for (Long id : ids) {
      ReadyTweet tweet = outer.tweets().get(id);
      // A retweet is nothing without its original; a quote can stand alone.
      if (tweet != null
          && (tweet.retweetOf() == 0 || inner.tweets().containsKey(tweet.retweetOf()))) {
        shown.add(shown(tweet, outer, inner));
      }
    }
    return shown;
  }

  /**
   * An answer of tweets.
   *
   * @param nextCursor 0 = nothing follows
   */
  public static Response page(List<Shown> tweets, long nextCursor) {
    int size = tweets.stream().mapToInt(tweet -> tweet.json().length + 1).sum();
    ByteArrayOutputStream body = new ByteArrayOutputStream(size + BEGIN.length + 64);
    body.writeBytes(BEGIN);
    for (int i = 0; i < tweets.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(tweets.get(i).json());
    }
    String cursor = nextCursor == 0 ? "null" : "\"" + Wire.id(nextCursor) + "\"";
    body.writeBytes(("],\"next_cursor\":" + cursor + "}").getBytes(StandardCharsets.US_ASCII));
    return Response.bytes("application/json", body.toByteArray());
  }

  /**
   * A tweet was changed, or what the caller did to it. To be called before that is acknowledged;
   * other processes follow when their two seconds are over.
   */
  public void changed(long id) {
    cache.forget(id);
    marks.forget(CallContext.userIdOrZero());
  }

  private static Shown shown(ReadyTweet tweet, Some outer, Some inner) {
    ByteArrayOutputStream json = new ByteArrayOutputStream(TYPICAL);
    tweet.write(
        json, outer.mark(tweet), inner.inside(tweet.retweetOf()), inner.inside(tweet.quoteOf()));
    ReadyTweet original = inner.tweets().getOrDefault(tweet.retweetOf(), tweet);
    return new Shown(original.id(), original.author(), json.toByteArray());
  }

  /** Those of the tweets that the reader may see, and what he did to them. */
  private Some look(long reader, Set<Long> hidden, List<Long> ids) {
    // Before anything is asked for: what changes meanwhile is then seen to have changed.
    ReaderMarks.Look look = reader == 0 ? null : marks.look(reader, ids);
    Set<Long> unmarked = look == null ? Set.of() : Set.copyOf(look.missing());
    Map<Long, ReadyTweet> tweets = new HashMap<>();
    Map<Long, Byte> fresh = new HashMap<>();
    List<Long> unknown = new ArrayList<>();
    for (Long id : ids) {
      ReadyTweet kept = unmarked.contains(id) ? null : cache.kept(id).orElse(null);
      if (kept == null) {
        unknown.add(id);
      } else {
        tweets.put(id, kept);
      }
    }
    if (!unknown.isEmpty()) {
      Map<Long, Byte> sure = new HashMap<>();
      var unused =
          cache.anew(
              unknown,
              missing -> {
                List<Assembled> fetched = assembler.assembled(missing);
                for (Assembled one : fetched) {
                  long id = one.tweet().getId();
                  tweets.put(id, ReadyTweet.of(one.tweet(), one.view()));
                  (one.isLikesKnown() ? sure : fresh).put(id, ReadyTweet.markOf(one.view()));
                }
                return forEverybody(fetched, tweets);
              });
      if (look != null) {
        look.learnOnly(sure);
      }
    }
    tweets.values().removeIf(tweet -> hidden.contains(tweet.author()));
    return new Some(tweets, look, fresh);
  }

  private static Map<Long, ReadyTweet> forEverybody(
      List<Assembled> fetched, Map<Long, ReadyTweet> tweets) {
    return fetched.stream()
        .filter(Assembled::isLikesKnown)
        .map(Assembled::tweet)
        .filter(tweet -> tweet.getVisibility() != Visibility.VISIBILITY_FOLLOWERS)
        .collect(Collectors.toMap(Tweet::getId, tweet -> tweets.get(tweet.getId()), (a, b) -> a));
  }

  /**
   * Some tweets.
   *
   * @param look null when nobody is signed in
   * @param fresh marks that hold for now alone
   */
  private record Some(Map<Long, ReadyTweet> tweets, ReaderMarks.Look look, Map<Long, Byte> fresh) {
    static final Some NONE = new Some(Map.of(), null, Map.of());

    byte mark(ReadyTweet tweet) {
      Byte here = fresh.get(tweet.id());
      return look == null ? NOBODY : here == null ? look.of(tweet.id()) : here;
    }

    ReadyTweet.Inside inside(long id) {
      ReadyTweet tweet = tweets.get(id);
      return tweet == null ? null : out -> tweet.write(out, mark(tweet), null, null);
    }
  }
}
