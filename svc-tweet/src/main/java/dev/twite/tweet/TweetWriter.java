package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.db.IdempotencyKeys;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.common.media.PictureHold;
import dev.twite.common.media.PictureHolds;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.Visibility;
import dev.twite.tweet.events.TweetEvents;
import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.GoneAuthorDao;
import dev.twite.tweet.store.HashtagDao;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import dev.twite.tweet.text.Entities;
import dev.twite.tweet.text.TextRules;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Writes tweets: originals, replies and quotes. */
public final class TweetWriter {
  private static final int MAX_KEY = 255;

  private final Database database;
  private final Targets targets;
  private final Mentions mentions;
  private final PictureHolds pictures;
  private final TweetEvents events;
  private final HotTweets hot;
  private final AuthorPages pages;
  private final CountNews news;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  TweetWriter(
      Database database,
      Targets targets,
      Mentions mentions,
      PictureHolds pictures,
      TweetEvents events,
      HotTweets hot,
      AuthorPages pages,
      CountNews news,
      IdSource ids,
      Clock clock) {
    this.database = database;
    this.targets = targets;
    this.mentions = mentions;
    this.pictures = pictures;
    this.events = events;
    this.hot = hot;
    this.pages = pages;
    this.news = news;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What came of a request.
   *
   * @param made the tweet as its author sees it; empty when that has to be looked up
   */
  public record Written(long id, Optional<Tweet> made) {
    private static Written earlier(long id) {
      return new Written(id, Optional.empty());
    }
  }

  /**
   * Makes a tweet; with an Idempotency-Key that was used before, the one made then is meant.
   *
   * @throws TwiteException INVALID_REQUEST, TWEET_NOT_FOUND or BLOCKED for what it answers or
   *     quotes, IDEMPOTENCY_KEY_REUSED, SESSION_REVOKED for an account that is gone
   */
  public Written create(long author, CreateTweetRequest request) {
    CreateTweetRequest unkeyed = request.toBuilder().clearIdempotencyKey().build();
    String key = request.getIdempotencyKey();
    if (!key.isEmpty()) {
      Optional<Long> earlier =
          database.read(handle -> IdempotencyKeys.find(handle, author, key, unkeyed));
      if (earlier.isPresent()) {
        return Written.earlier(earlier.get());
      }
    }
    String text = check(request);
    Optional<Tweet> parent = target(author, request.getReplyToId());
    Optional<Tweet> quoted = target(author, request.getQuoteOfId());
    quoted.ifPresent(tweet -> Targets.requireSpreadable(author, tweet));
    Entities entities = Entities.of(text);
    long id = ids.next();
    Tweet tweet =
        Tweet.newBuilder()
            .setId(id)
            .setAuthorId(author)
            .setText(text)
            .addAllMentions(mentions.resolve(entities.mentions()))
            .addAllHashtags(entities.hashtags())
            .addAllUrls(entities.urls())
            .addAllMediaIds(request.getMediaIdsList())
            .setReplyToId(parent.map(Tweet::getId).orElse(0L))
            .setReplyToAuthorId(parent.map(Tweet::getAuthorId).orElse(0L))
            .setConversationId(parent.map(Tweet::getConversationId).orElse(id))
            .setQuoteOfId(quoted.map(Tweet::getId).orElse(0L))
            .setVisibility(visibilityOf(request))
            .setCreatedAtMs(clock.millis())
            .build();
    TweetRow row = TweetRow.of(tweet, 1);
    long quotedAuthor = quoted.map(Tweet::getAuthorId).orElse(0L);
    Made made;
    try (PictureHold hold = pictures.begin(id)) {
      hold.add(MediaIds.FIELD, request.getMediaIdsList());
      made =
          database.transact(
              handle -> {
                Made inserted = insert(handle, request, tweet, row, quotedAuthor);
                hold.keep(inserted.id() == id);
                return inserted;
              });
    }
    if (made.id() != id) {
      return Written.earlier(made.id());
    }
    hot.offerNew(row);
    pages.forget(author);
    news.tell(made.counts());
    // What it quotes is shown with its counts.
    return new Written(
        id,
        quoted.isEmpty()
            ? Optional.of(tweet.toBuilder().setFresh(true).build())
            : Optional.empty());
  }

  private record Made(long id, List<CountsRow> counts) {}

  private Made insert(
      Handle handle, CreateTweetRequest request, Tweet tweet, TweetRow row, long quotedAuthor) {
    Optional<Long> earlier =
        IdempotencyKeys.claim(
            handle,
            tweet.getAuthorId(),
            request.getIdempotencyKey(),
            request.toBuilder().clearIdempotencyKey().build(),
            tweet.getId(),
            tweet.getCreatedAtMs());
    if (earlier.isPresent()) {
      return new Made(earlier.get(), List.of());
    }
    TweetDao tweets = handle.attach(TweetDao.class);
    requireThere(tweets, row);
    var unused = handle.attach(GoneAuthorDao.class).holdOff(tweet.getAuthorId());
    if (tweets.insert(row) == 0) {
      throw TwiteException.of(ErrorCode.SESSION_REVOKED);
    }
    if (tweet.getVisibility() == Visibility.VISIBILITY_PUBLIC && tweet.getHashtagsCount() > 0) {
      handle
          .attach(HashtagDao.class)
          .insert(tweet.getId(), Entities.tagKeys(tweet.getHashtagsList()).toArray(String[]::new));
    }
    events.created(handle, tweet, quotedAuthor);
    return new Made(tweet.getId(), CountDeltas.ofNew(row).raise(handle.attach(CountsDao.class)));
  }

  private static void requireThere(TweetDao tweets, TweetRow row) {
    long[] needed =
        Stream.of(row.replyToId(), row.quoteOfId())
            .filter(id -> id != 0)
            .distinct()
            .mapToLong(Long::longValue)
            .toArray();
    if (needed.length > 0 && tweets.hold(needed).size() < needed.length) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
  }

  private Optional<Tweet> target(long author, long id) {
    return id == 0 ? Optional.empty() : Optional.of(targets.find(author, id));
  }

  private static String check(CreateTweetRequest request) {
    Checks checks = new Checks();
    String text = TextRules.check(checks, request.getText(), request.getMediaIdsCount() > 0);
    MediaIds.check(checks, request.getMediaIdsList());
    checks.require(
        request.getVisibility() != Visibility.UNRECOGNIZED,
        "visibility",
        "invalid_value",
        "Is none of public, unlisted, followers");
    if (!request.getIdempotencyKey().isEmpty()) {
      checks.text("idempotency_key", request.getIdempotencyKey(), 1, MAX_KEY);
    }
    checks.finish();
    return text;
  }

  private static Visibility visibilityOf(CreateTweetRequest request) {
    return request.getVisibility() == Visibility.VISIBILITY_UNSPECIFIED
        ? Visibility.VISIBILITY_PUBLIC
        : request.getVisibility();
  }
}
