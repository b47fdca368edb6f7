package dev.twite.tweet.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.tweet.v1.CountByAuthorsRequest;
import dev.twite.proto.tweet.v1.CountByAuthorsResponse;
import dev.twite.proto.tweet.v1.CreateTweetRequest;
import dev.twite.proto.tweet.v1.DeleteTweetRequest;
import dev.twite.proto.tweet.v1.DeleteTweetResponse;
import dev.twite.proto.tweet.v1.EditTweetRequest;
import dev.twite.proto.tweet.v1.GetEditsRequest;
import dev.twite.proto.tweet.v1.GetEditsResponse;
import dev.twite.proto.tweet.v1.GetThreadRequest;
import dev.twite.proto.tweet.v1.GetThreadResponse;
import dev.twite.proto.tweet.v1.GetTweetsRequest;
import dev.twite.proto.tweet.v1.GetTweetsResponse;
import dev.twite.proto.tweet.v1.ListBookmarksRequest;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.ListByHashtagRequest;
import dev.twite.proto.tweet.v1.ListHomeEntriesRequest;
import dev.twite.proto.tweet.v1.ListHomeEntriesResponse;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.ListPublicRequest;
import dev.twite.proto.tweet.v1.RelationRequest;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceImplBase;
import dev.twite.proto.tweet.v1.UserIdPage;
import dev.twite.tweet.Bookmarks;
import dev.twite.tweet.HomeEntries;
import dev.twite.tweet.Retweets;
import dev.twite.tweet.TweetDeleter;
import dev.twite.tweet.TweetEditor;
import dev.twite.tweet.TweetLists;
import dev.twite.tweet.TweetReader;
import dev.twite.tweet.TweetViews;
import dev.twite.tweet.TweetWriter;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.util.Set;

/** The methods of {@code twite.tweet.v1.TweetService}. */
public final class TweetGrpcService extends TweetServiceImplBase {
  private static final Set<String> TIMELINE_BUILDERS = Set.of("feed");
  private static final Set<String> COUNTERS = Set.of("profile");
  private static final Set<String> SCANNERS = Set.of("search", "admin");

  private final TweetWriter writer;
  private final TweetEditor editor;
  private final TweetDeleter deleter;
  private final Retweets retweets;
  private final Bookmarks bookmarks;
  private final TweetReader reader;
  private final TweetLists lists;
  private final HomeEntries homeEntries;
  private final TweetViews views;

  @Inject
  TweetGrpcService(
      TweetWriter writer,
      TweetEditor editor,
      TweetDeleter deleter,
      Retweets retweets,
      Bookmarks bookmarks,
      TweetReader reader,
      TweetLists lists,
      HomeEntries homeEntries,
      TweetViews views) {
    this.writer = writer;
    this.editor = editor;
    this.deleter = deleter;
    this.retweets = retweets;
    this.bookmarks = bookmarks;
    this.reader = reader;
    this.lists = lists;
    this.homeEntries = homeEntries;
    this.views = views;
  }

  @Override
  public void createTweet(CreateTweetRequest request, StreamObserver<Tweet> observer) {
    long author = userId();
    Calls.reply(
        observer,
        () -> {
          TweetWriter.Written written = writer.create(author, request);
          return written.made().orElseGet(() -> views.one(author, written.id()));
        });
  }

  @Override
  public void editTweet(EditTweetRequest request, StreamObserver<Tweet> observer) {
    long author = userId();
    Calls.reply(
        observer,
        () -> {
          editor.edit(author, request.getId(), request.getText());
          return views.one(author, request.getId());
        });
  }

  @Override
  public void deleteTweet(
      DeleteTweetRequest request, StreamObserver<DeleteTweetResponse> observer) {
    long author = userId();
    Calls.reply(
        observer,
        () -> {
          deleter.delete(author, request.getId());
          return DeleteTweetResponse.getDefaultInstance();
        });
  }

  @Override
  public void getTweets(GetTweetsRequest request, StreamObserver<GetTweetsResponse> observer) {
    Calls.reply(observer, () -> reader.get(readerId(), request.getIdsList()));
  }

  @Override
  public void getEdits(GetEditsRequest request, StreamObserver<GetEditsResponse> observer) {
    Calls.reply(observer, () -> reader.edits(readerId(), request.getId()));
  }

  @Override
  public void getThread(GetThreadRequest request, StreamObserver<GetThreadResponse> observer) {
    Calls.reply(observer, () -> reader.thread(readerId(), request));
  }

  @Override
  public void listByAuthor(ListByAuthorRequest request, StreamObserver<TweetPage> observer) {
    Calls.reply(observer, () -> lists.byAuthor(readerId(), request));
  }

  @Override
  public void listPublic(ListPublicRequest request, StreamObserver<TweetPage> observer) {
    Calls.reply(observer, () -> lists.ofEverybody(readerId(), request));
  }

  @Override
  public void listByHashtag(ListByHashtagRequest request, StreamObserver<TweetPage> observer) {
    Calls.reply(observer, () -> lists.byHashtag(readerId(), request));
  }

  @Override
  public void listQuotes(ListOfTweetRequest request, StreamObserver<TweetPage> observer) {
    Calls.reply(observer, () -> lists.quotes(readerId(), request));
  }

  @Override
  public void listRetweeters(ListOfTweetRequest request, StreamObserver<UserIdPage> observer) {
    Calls.reply(observer, () -> lists.retweeters(readerId(), request));
  }

  @Override
  public void listHomeEntries(
      ListHomeEntriesRequest request, StreamObserver<ListHomeEntriesResponse> observer) {
    CallContext.requireService(TIMELINE_BUILDERS);
    Calls.reply(observer, () -> homeEntries.list(request));
  }

  @Override
  public void countByAuthors(
      CountByAuthorsRequest request, StreamObserver<CountByAuthorsResponse> observer) {
    CallContext.requireService(COUNTERS);
    Calls.reply(observer, () -> reader.count(request.getAuthorIdsList()));
  }

  @Override
  public void scanTweets(ScanTweetsRequest request, StreamObserver<TweetPage> observer) {
    CallContext.requireService(SCANNERS);
    Calls.reply(observer, () -> reader.scan(request.getAfterId(), request.getLimit()));
  }

  @Override
  public void retweet(RelationRequest request, StreamObserver<Tweet> observer) {
    long user = userId();
    Calls.reply(observer, () -> views.one(user, retweets.add(user, request.getTweetId())));
  }

  @Override
  public void unretweet(RelationRequest request, StreamObserver<Tweet> observer) {
    long user = userId();
    Calls.reply(observer, () -> views.after(user, retweets.remove(user, request.getTweetId())));
  }

  @Override
  public void bookmark(RelationRequest request, StreamObserver<Tweet> observer) {
    long user = userId();
    Calls.reply(observer, () -> views.one(user, bookmarks.add(user, request.getTweetId())));
  }

  @Override
  public void unbookmark(RelationRequest request, StreamObserver<Tweet> observer) {
    long user = userId();
    Calls.reply(observer, () -> views.after(user, bookmarks.remove(user, request.getTweetId())));
  }

  @Override
  public void listBookmarks(ListBookmarksRequest request, StreamObserver<TweetPage> observer) {
    long user = userId();
    Calls.reply(observer, () -> lists.bookmarks(user, request));
  }

  private static long userId() {
    return CallContext.requireUser().id();
  }

  private static long readerId() {
    return CallContext.userIdOrZero();
  }
}
