package dev.twite.gateway.fake;

import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.DeleteTweetRequest;
import dev.twite.proto.tweet.v1.DeleteTweetResponse;
import dev.twite.proto.tweet.v1.Edit;
import dev.twite.proto.tweet.v1.EditTweetRequest;
import dev.twite.proto.tweet.v1.GetEditsRequest;
import dev.twite.proto.tweet.v1.GetEditsResponse;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.GetThreadResponse;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.Hashtag;
import dev.twite.proto.tweet.v1.ListBookmarksRequest;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.ListByHashtagRequest;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.ListPublicRequest;
import dev.twite.proto.tweet.v1.Mention;
import dev.twite.proto.tweet.v1.RelationRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc;
import dev.twite.proto.tweet.v1.UserIdPage;
import dev.twite.proto.tweet.v1.Visibility;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Tweets in memory; everybody may see them all. */
public final class FakeTweets extends TweetServiceGrpc.TweetServiceImplBase {
  private final Probe probe;
  private final AtomicLong ids = new AtomicLong(50_000);
  private final NavigableMap<Long, Tweet> tweets = new ConcurrentSkipListMap<>();
  private final Map<String, Long> idempotent = new ConcurrentHashMap<>();
  private final Set<String> bookmarks = ConcurrentHashMap.newKeySet();

  public FakeTweets(Probe probe) {
    this.probe = probe;
  }

  /** Makes a tweet appear. */
  public long add(long authorId, String text) {
    return put(Tweet.newBuilder().setAuthorId(authorId).setText(text)).getId();
  }

  List<Long> newestFirst() {
    return List.copyOf(tweets.descendingKeySet());
  }

  @Override
  public void createTweet(CreateTweetRequest in, StreamObserver<Tweet> out) {
    probe.reply(
        out,
        "CreateTweet",
        () -> {
          new Checks().text("text", in.getText(), 1, 280).finish();
          if (in.getReplyToId() != 0) {
            require(in.getReplyToId());
          }
          if (in.getQuoteOfId() != 0) {
            require(in.getQuoteOfId());
          }
          if (idempotent.containsKey(in.getIdempotencyKey())) {
            return require(idempotent.get(in.getIdempotencyKey()));
          }
          Tweet made =
              put(
                  Tweet.newBuilder()
                      .setAuthorId(CallContext.requireUser().id())
                      .setText(in.getText())
                      .addMentions(
                          Mention.newBuilder().setStart(0).setEnd(3).setHandle("nobody").build())
                      .addHashtags(Hashtag.newBuilder().setStart(4).setEnd(8).setTag("tag"))
                      .setReplyToId(in.getReplyToId())
                      .setConversationId(in.getReplyToId())
                      .setQuoteOfId(in.getQuoteOfId())
                      .setVisibility(in.getVisibility()));
          if (!in.getIdempotencyKey().isEmpty()) {
            idempotent.put(in.getIdempotencyKey(), made.getId());
          }
          return made;
        });
  }

  @Override
  public void editTweet(EditTweetRequest in, StreamObserver<Tweet> out) {
    probe.reply(
        out,
        "EditTweet",
        () -> {
          new Checks().text("text", in.getText(), 1, 280).finish();
          Tweet tweet = own(in.getId());
          Tweet edited =
              tweet.toBuilder().setText(in.getText()).setEditedAtMs(1_768_467_990_250L).build();
          tweets.put(tweet.getId(), edited);
          return edited;
        });
  }

  @Override
  public void deleteTweet(DeleteTweetRequest in, StreamObserver<DeleteTweetResponse> out) {
    probe.reply(
        out,
        "DeleteTweet",
        () -> {
          tweets.remove(own(in.getId()).getId());
          return DeleteTweetResponse.getDefaultInstance();
        });
  }

  @Override
  public void getTweets(GetTweetsRequest in, StreamObserver<GetTweetsResponse> out) {
    probe.reply(
        out,
        "GetTweets",
        () ->
            GetTweetsResponse.newBuilder()
                .addAllTweets(
                    in.getIdsList().stream()
                        .map(tweets::get)
                        .filter(Objects::nonNull)
                        .map(this::filled)
                        .toList())
                .build());
  }

  @Override
  public void getEdits(GetEditsRequest in, StreamObserver<GetEditsResponse> out) {
    probe.reply(
        out,
        "GetEdits",
        () ->
            GetEditsResponse.newBuilder()
                .addEdits(
                    Edit.newBuilder()
                        .setText(require(in.getId()).getText())
                        .setCreatedAtMs(1_768_467_990_250L))
                .build());
  }

  @Override
  public void getThread(GetThreadRequest in, StreamObserver<GetThreadResponse> out) {
    probe.reply(
        out,
        "GetThread",
        () -> {
          Tweet tweet = require(in.getId());
          GetThreadResponse.Builder thread =
              GetThreadResponse.newBuilder()
                  .setTweet(filled(tweet))
                  .setReplies(
                      TweetPage.newBuilder()
                          .addAllTweets(
                              tweets.values().stream()
                                  .filter(other -> other.getReplyToId() == in.getId())
                                  .toList()));
          Tweet parent = tweets.get(tweet.getReplyToId());
          return parent == null ? thread.build() : thread.addAncestors(filled(parent)).build();
        });
  }

  @Override
  public void listByAuthor(ListByAuthorRequest in, StreamObserver<TweetPage> out) {
    probe.reply(
        out,
        "ListByAuthor",
        () ->
            page(
                tweet ->
                    tweet.getAuthorId() == in.getAuthorId()
                        && (in.getIncludeReplies() || tweet.getReplyToId() == 0),
                in.getCursor(),
                in.getLimit()));
  }

  @Override
  public void listPublic(ListPublicRequest in, StreamObserver<TweetPage> out) {
    probe.reply(
        out,
        "ListPublic",
        () -> page(tweet -> tweet.getReplyToId() == 0, in.getCursor(), in.getLimit()));
  }

  @Override
  public void listByHashtag(ListByHashtagRequest in, StreamObserver<TweetPage> out) {
    probe.reply(
        out,
        "ListByHashtag",
        () ->
            page(
                tweet -> tweet.getText().contains("#" + in.getTag()),
                in.getCursor(),
                in.getLimit()));
  }

  @Override
  public void listQuotes(ListOfTweetRequest in, StreamObserver<TweetPage> out) {
    probe.reply(
        out,
        "ListQuotes",
        () -> {
          require(in.getId());
          return page(tweet -> tweet.getQuoteOfId() == in.getId(), in.getCursor(), in.getLimit());
        });
  }

  @Override
  public void listRetweeters(ListOfTweetRequest in, StreamObserver<UserIdPage> out) {
    probe.reply(
        out,
        "ListRetweeters",
        () -> {
          require(in.getId());
          return UserIdPage.newBuilder()
              .addAllUserIds(
                  page(tweet -> tweet.getRetweetOfId() == in.getId(), in.getCursor(), in.getLimit())
                      .getTweetsList()
                      .stream()
                      .map(Tweet::getAuthorId)
                      .toList())
              .build();
        });
  }

  @Override
  public void retweet(RelationRequest in, StreamObserver<Tweet> out) {
    probe.reply(
        out,
        "Retweet",
        () -> {
          Tweet tweet = require(in.getTweetId());
          if (tweet.getVisibility() == Visibility.VISIBILITY_FOLLOWERS) {
            throw TwiteException.invalid("id", "not_retweetable", "Is for followers only");
          }
          if (tweets.values().stream().noneMatch(other -> isRetweet(other, in.getTweetId()))) {
            put(
                Tweet.newBuilder()
                    .setAuthorId(CallContext.requireUser().id())
                    .setRetweetOfId(in.getTweetId()));
          }
          return filled(tweet);
        });
  }

  @Override
  public void unretweet(RelationRequest in, StreamObserver<Tweet> out) {
    probe.reply(
        out,
        "Unretweet",
        () -> {
          long id = in.getTweetId();
          return takenBack(id, tweets.values().removeIf(other -> isRetweet(other, id)));
        });
  }

  @Override
  public void bookmark(RelationRequest in, StreamObserver<Tweet> out) {
    probe.reply(
        out,
        "Bookmark",
        () -> {
          Tweet tweet = require(in.getTweetId());
          bookmarks.add(mark(in.getTweetId()));
          return filled(tweet);
        });
  }

  @Override
  public void unbookmark(RelationRequest in, StreamObserver<Tweet> out) {
    probe.reply(
        out,
        "Unbookmark",
        () -> {
          long id = in.getTweetId();
          return takenBack(id, bookmarks.remove(mark(id)));
        });
  }

  @Override
  public void listBookmarks(ListBookmarksRequest in, StreamObserver<TweetPage> out) {
    probe.reply(
        out,
        "ListBookmarks",
        () ->
            page(tweet -> bookmarks.contains(mark(tweet.getId())), in.getCursor(), in.getLimit()));
  }

  /** From now on nobody sees a tweet. */
  public void hide(long id) {
    tweets.remove(id);
  }

  private Tweet takenBack(long id, boolean changed) {
    return changed && !tweets.containsKey(id)
        ? Tweet.newBuilder().setId(id).build()
        : filled(require(id));
  }

  private Tweet put(Tweet.Builder tweet) {
    long id = ids.incrementAndGet();
    Tweet made =
        tweet
            .setId(id)
            .setConversationId(tweet.getConversationId() == 0 ? id : tweet.getConversationId())
            .setCreatedAtMs(1_768_467_758_417L + id)
            .build();
    tweets.put(id, made);
    return made;
  }

  private Tweet require(long id) {
    Tweet tweet = tweets.get(id);
    if (tweet == null) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
    return tweet;
  }

  private Tweet own(long id) {
    Tweet tweet = require(id);
    if (tweet.getAuthorId() != CallContext.requireUser().id()) {
      throw TwiteException.of(ErrorCode.FORBIDDEN);
    }
    return tweet;
  }

  private boolean isRetweet(Tweet tweet, long of) {
    return tweet.getRetweetOfId() == of && tweet.getAuthorId() == CallContext.userIdOrZero();
  }

  private Tweet filled(Tweet tweet) {
    Tweet.Builder filled = flagged(tweet).toBuilder();
    if (tweets.containsKey(tweet.getRetweetOfId())) {
      filled.setRetweetOf(flagged(tweets.get(tweet.getRetweetOfId())));
    }
    if (tweets.containsKey(tweet.getQuoteOfId())) {
      filled.setQuoteOf(flagged(tweets.get(tweet.getQuoteOfId())));
    }
    return filled.build();
  }

  private Tweet flagged(Tweet tweet) {
    return tweet.toBuilder()
        .setRetweeted(tweets.values().stream().anyMatch(other -> isRetweet(other, tweet.getId())))
        .setBookmarked(bookmarks.contains(mark(tweet.getId())))
        .build();
  }

  private TweetPage page(Predicate<Tweet> wanted, long cursor, int limit) {
    List<Tweet> found =
        tweets
            .headMap(cursor == 0 ? Long.MAX_VALUE : cursor, false)
            .descendingMap()
            .values()
            .stream()
            .filter(wanted)
            .map(this::filled)
            .limit(limit + 1L)
            .toList();
    boolean more = found.size() > limit;
    List<Tweet> shown = more ? found.subList(0, limit) : found;
    return TweetPage.newBuilder()
        .addAllTweets(shown)
        .setNextCursor(more ? shown.getLast().getId() : 0)
        .build();
  }

  private static String mark(long tweetId) {
    return CallContext.userIdOrZero() + ":" + tweetId;
  }
}
