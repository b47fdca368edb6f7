package dev.twite.gateway.hydrate;

import dev.twite.common.cache.NearCache;
import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.common.http.Response;
import dev.twite.common.identity.CallContext;
import dev.twite.common.view.TweetAssembler;
import dev.twite.common.view.TweetAssembler.Assembled;
import dev.twite.common.view.Wire;
import dev.twite.proto.tweet.v1.Visibility;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tweets for the pages that are read most, home and an author's own: what many look at is put
 * together once a second, and for each reader only what hangs on him. What is not for everybody is
 * put together for each.
 *
 * <p>What goes in here is kept by others for up to two seconds: what is deleted or blocked is gone
 * three seconds after they have heard of it, within the five of S4.
 */
public final class TweetPages {
  private static final int MAX_KEPT = 20_000;
  private static final Duration KEPT = Duration.ofSeconds(1);
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
    Reading reading = new Reading(CallContext.userIdOrZero());
    reading.look(ids);
    reading.look(
        ids.stream()
            .map(reading.tweets::get)
            .filter(Objects::nonNull)
            .flatMap(tweet -> Stream.of(tweet.retweetOf(), tweet.quoteOf()))
            .filter(id -> id != 0 && !reading.tweets.containsKey(id))
            .distinct()
            .toList());
    reading.hide();
    return ids.stream().flatMap(id -> reading.shown(id).stream()).toList();
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
   * other processes follow when their second is over.
   */
  public void changed(long id) {
    cache.forget(id);
    marks.forget(CallContext.userIdOrZero());
  }

  /** Somebody looks otherwise now. Seldom enough to begin anew. */
  public void peopleChanged() {
    cache.forgetAll();
  }

  /** One reader's tweets and the tweets inside, by id. */
  private final class Reading {
    private final long reader;
    private final Map<Long, ReadyTweet> tweets = new HashMap<>();
    private final Map<Long, Byte> readerMarks = new HashMap<>();

    Reading(long reader) {
      this.reader = reader;
    }

    /** Adds those of the tweets that there are for the reader. */
    void look(List<Long> ids) {
      if (ids.isEmpty()) {
        return;
      }
      // Before anything is asked for: what changes meanwhile is then seen to have changed.
      ReaderMarks.Look look = reader == 0 ? null : marks.look(reader, ids);
      Set<Long> unmarked = look == null ? Set.of() : Set.copyOf(look.missing());
      List<Long> unknown = new ArrayList<>();
      for (Long id : ids) {
        ReadyTweet kept = unmarked.contains(id) ? null : cache.kept(id).orElse(null);
        if (kept == null) {
          unknown.add(id);
        } else {
          put(kept, look == null ? NOBODY : look.of(id));
        }
      }
      if (!unknown.isEmpty()) {
        var unused = cache.anew(unknown, missing -> fetch(missing, look));
      }
    }

    /** Returns those that are the same for everybody. */
    private Map<Long, ReadyTweet> fetch(List<Long> ids, ReaderMarks.Look look) {
      Map<Long, Byte> learnt = new HashMap<>();
      Map<Long, ReadyTweet> forEverybody = new HashMap<>();
      for (Assembled one : assembler.assembled(ids)) {
        ReadyTweet ready = ReadyTweet.of(one.tweet(), one.view());
        byte mark = look == null ? NOBODY : ReadyTweet.markOf(one.view());
        if (!one.isLikesKnown()) {
          put(ready, look == null ? mark : (byte) (mark | look.of(ready.id())));
          continue;
        }
        put(ready, mark);
        learnt.put(ready.id(), mark);
        if (one.tweet().getVisibility() != Visibility.VISIBILITY_FOLLOWERS) {
          forEverybody.put(ready.id(), ready);
        }
      }
      if (look != null) {
        look.learnOnly(learnt);
      }
      return forEverybody;
    }

    private void put(ReadyTweet tweet, byte mark) {
      tweets.put(tweet.id(), tweet);
      readerMarks.put(tweet.id(), mark);
    }

    /** Takes out what a block stands before. Who reads his own alone needs nobody's word. */
    void hide() {
      if (reader != 0 && tweets.values().stream().anyMatch(tweet -> tweet.author() != reader)) {
        Set<Long> hidden = filters.of(reader).hidden();
        tweets.values().removeIf(tweet -> hidden.contains(tweet.author()));
      }
    }

    Optional<Shown> shown(long id) {
      ReadyTweet tweet = tweets.get(id);
      // A retweet is nothing without its original; a quote can stand alone.
      if (tweet == null || (tweet.retweetOf() != 0 && !tweets.containsKey(tweet.retweetOf()))) {
        return Optional.empty();
      }
      ByteArrayOutputStream json = new ByteArrayOutputStream(TYPICAL);
      tweet.write(json, readerMarks.get(id), inside(tweet.retweetOf()), inside(tweet.quoteOf()));
      ReadyTweet original = tweets.getOrDefault(tweet.retweetOf(), tweet);
      return Optional.of(new Shown(original.id(), original.author(), json.toByteArray()));
    }

    private ReadyTweet.Inside inside(long id) {
      ReadyTweet tweet = tweets.get(id);
      return tweet == null
          ? null
          : out -> tweet.write(out, readerMarks.get(tweet.id()), null, null);
    }
  }
}
