package dev.twite.common.view;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.like.v1.LikeState;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.tweet.v1.GetThreadResponse;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes tweets as the reader sees them, with one look-up each for the authors, the likes and the
 * pictures of a whole page. A tweet whose author is gone is left out.
 */
public final class TweetAssembler {
  private final TweetServiceBlockingStub tweets;
  private final Profiles profiles;
  private final Likes likes;
  private final Pictures pictures;

  @Inject
  TweetAssembler(
      TweetServiceBlockingStub tweets, Profiles profiles, Likes likes, Pictures pictures) {
    this.tweets = tweets;
    this.profiles = profiles;
    this.likes = likes;
    this.pictures = pictures;
  }

  /**
   * A tweet by id.
   *
   * @throws TwiteException TWEET_NOT_FOUND
   */
  public TweetView byId(long id) {
    return read(List.of(id)).stream().findFirst().map(this::one).orElseThrow(Reading::notFound);
  }

  /** Tweets by id, at most 100, in this order; those the reader may not see are left out. */
  public List<TweetView> byIds(List<Long> ids) {
    return ids.isEmpty() ? List.of() : list(read(ids));
  }

  /**
   * A tweet and what it was made from.
   *
   * @param isLikesKnown whether its likes could be learnt, where it can have some
   */
  public record Assembled(Tweet tweet, TweetView view, boolean isLikesKnown) {}

  /** {@link #byIds}, with what they were made from; the tweets inside come after them. */
  public List<Assembled> assembled(List<Long> ids) {
    List<Tweet> page = ids.isEmpty() ? List.of() : read(ids);
    Reading reading = reading(page);
    List<Assembled> all = new ArrayList<>(page.size());
    List<Assembled> inside = new ArrayList<>();
    for (Tweet tweet : page) {
      Optional<TweetView> view = reading.inList(tweet);
      if (view.isPresent()) {
        all.add(reading.assembled(tweet, view.get()));
        if (view.get().retweetOf() != null) {
          inside.add(reading.assembled(tweet.getRetweetOf(), view.get().retweetOf()));
        }
        if (view.get().quoteOf() != null) {
          inside.add(reading.assembled(tweet.getQuoteOf(), view.get().quoteOf()));
        }
      }
    }
    all.addAll(inside);
    return all;
  }

  /** What a write answered: it may lack the tweets inside, which only reads fill in. */
  public TweetView written(Tweet tweet) {
    boolean whole =
        (tweet.getRetweetOfId() == 0 || tweet.hasRetweetOf())
            && (tweet.getQuoteOfId() == 0 || tweet.hasQuoteOf());
    return whole ? one(tweet) : byId(tweet.getId());
  }

  /** What taking back a retweet or a bookmark answered. */
  public TakenBack takenBack(Tweet tweet) {
    return tweet.getAuthorId() == 0 ? TakenBack.OutOfSight.of(tweet.getId()) : written(tweet);
  }

  /**
   * What taking back a like answered.
   *
   * @throws TwiteException TWEET_NOT_FOUND when the reader may not see the tweet and nothing was
   *     taken back: who has nothing to do with a tweet does not learn here that it exists
   */
  public TakenBack takenBack(LikeState state) {
    List<Tweet> visible = read(List.of(state.getTweetId()));
    if (!visible.isEmpty()) {
      return withLikes(visible.getFirst(), state);
    }
    if (!state.getChanged()) {
      throw Reading.notFound();
    }
    return TakenBack.OutOfSight.of(state.getTweetId());
  }

  /**
   * The tweet that a like or unlike was about, with what it answered: also right when svc-like does
   * not answer a second time.
   *
   * @throws TwiteException TWEET_NOT_FOUND when the reader may not see it
   */
  public TweetView liked(LikeState state) {
    return withLikes(
        read(List.of(state.getTweetId())).stream().findFirst().orElseThrow(Reading::notFound),
        state);
  }

  private TweetView withLikes(Tweet tweet, LikeState state) {
    return reading(List.of(tweet)).with(state).one(tweet);
  }

  public Page<TweetView> page(TweetPage page) {
    return Page.of(list(page.getTweetsList()), page.getNextCursor());
  }

  public ThreadView thread(GetThreadResponse thread) {
    TweetPage replies = thread.getReplies();
    List<Tweet> all = new ArrayList<>(thread.getAncestorsList());
    all.add(thread.getTweet());
    all.addAll(replies.getTweetsList());
    Reading reading = reading(all);
    return new ThreadView(
        reading.list(thread.getAncestorsList()),
        reading.one(thread.getTweet()),
        Page.of(reading.list(replies.getTweetsList()), replies.getNextCursor()));
  }

  /** The counts of a tweet; empty when it is not to be seen, or its likes could not be learnt. */
  public Optional<Counts> counts(long id) {
    List<Tweet> found = read(List.of(id));
    Reading reading = reading(found);
    return reading.list(found).stream()
        .filter(view -> view.retweetOf() != null || reading.likes().containsKey(id))
        .findFirst()
        .map(TweetView::counts);
  }

  private TweetView one(Tweet tweet) {
    return reading(List.of(tweet)).one(tweet);
  }

  private List<TweetView> list(List<Tweet> page) {
    return reading(page).list(page);
  }

  private List<Tweet> read(List<Long> ids) {
    return tweets.getTweets(GetTweetsRequest.newBuilder().addAllIds(ids).build()).getTweetsList();
  }

  private Reading reading(List<Tweet> all) {
    Set<Long> authors = new LinkedHashSet<>();
    Set<Long> liked = new LinkedHashSet<>();
    Set<Long> shown = new LinkedHashSet<>();
    for (Tweet tweet : all) {
      gather(tweet, authors, liked, shown);
      if (tweet.hasRetweetOf()) {
        gather(tweet.getRetweetOf(), authors, liked, shown);
      }
      if (tweet.hasQuoteOf()) {
        gather(tweet.getQuoteOf(), authors, liked, shown);
      }
    }
    Map<Long, User> people = profiles.byId(authors);
    people.values().forEach(author -> shown.add(author.getAvatarMediaId()));
    return new Reading(people, likes.of(liked), pictures.of(shown), CallContext.user().isPresent());
  }

  private static void gather(Tweet tweet, Set<Long> authors, Set<Long> liked, Set<Long> shown) {
    authors.add(tweet.getAuthorId());
    shown.addAll(tweet.getMediaIdsList());
    // A retweet is never liked itself: its original is.
    if (tweet.getRetweetOfId() == 0 && !tweet.getFresh()) {
      liked.add(tweet.getId());
    }
  }

  private record Reading(
      Map<Long, User> authors, Map<Long, LikeState> likes, Album pictures, boolean signedIn) {
    static TwiteException notFound() {
      return TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }

    Reading with(LikeState known) {
      Map<Long, LikeState> more = new HashMap<>(likes);
      more.put(known.getTweetId(), known);
      return new Reading(authors, more, pictures, signedIn);
    }

    TweetView one(Tweet tweet) {
      TweetView view = view(tweet);
      if (view != null) {
        return view;
      }
      // The profile of a fresh account is made a moment after the account.
      boolean own = tweet.getAuthorId() == CallContext.userIdOrZero();
      throw own ? TwiteException.of(ErrorCode.UNAVAILABLE) : notFound();
    }

    // A retweet of what the reader may not see shows nothing, and is left out.
    List<TweetView> list(List<Tweet> page) {
      return page.stream().flatMap(tweet -> inList(tweet).stream()).toList();
    }

    Optional<TweetView> inList(Tweet tweet) {
      return Optional.ofNullable(view(tweet))
          .filter(view -> tweet.getRetweetOfId() == 0 || view.retweetOf() != null);
    }

    Assembled assembled(Tweet tweet, TweetView view) {
      boolean isLikesKnown = tweet.getRetweetOfId() != 0 || likes.containsKey(tweet.getId());
      return new Assembled(tweet, view, isLikesKnown);
    }

    // Null when the author is gone.
    private TweetView view(Tweet tweet) {
      User author = authors.get(tweet.getAuthorId());
      return author == null
          ? null
          : TweetView.of(
              tweet,
              UserShort.of(author, pictures),
              tweet.hasRetweetOf() ? view(tweet.getRetweetOf()) : null,
              tweet.hasQuoteOf() ? view(tweet.getQuoteOf()) : null,
              pictures,
              likes.getOrDefault(tweet.getId(), LikeState.getDefaultInstance()),
              signedIn);
    }
  }
}
