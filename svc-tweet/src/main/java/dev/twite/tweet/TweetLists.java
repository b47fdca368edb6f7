package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.proto.tweet.v1.ListBookmarksRequest;
import dev.twite.proto.tweet.v1.ListByAuthorRequest;
import dev.twite.proto.tweet.v1.ListByHashtagRequest;
import dev.twite.proto.tweet.v1.ListOfTweetRequest;
import dev.twite.proto.tweet.v1.ListPublicRequest;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.UserIdPage;
import dev.twite.tweet.store.BookmarkDao;
import dev.twite.tweet.store.BookmarkDao.Bookmarked;
import dev.twite.tweet.store.HashtagDao;
import dev.twite.tweet.store.ListDao;
import dev.twite.tweet.text.Entities;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Pages of tweets, newest first. A page is cut from ids along an index and then shown to the
 * reader, so what is not for the reader makes it shorter, never the cursor wrong.
 */
public final class TweetLists {
  private static final int MAX_TAG = 280;

  private final Database database;
  private final TweetViews views;
  private final Audiences audiences;
  private final AuthorPages authors;

  @Inject
  TweetLists(Database database, TweetViews views, Audiences audiences, AuthorPages authors) {
    this.database = database;
    this.views = views;
    this.audiences = audiences;
    this.authors = authors;
  }

  public TweetPage byAuthor(long reader, ListByAuthorRequest request) {
    Page.check(request.getCursor(), request.getLimit()).finish();
    List<Long> ids =
        authors.ids(
            request.getAuthorId(),
            request.getIncludeReplies(),
            Page.before(request.getCursor()),
            request.getLimit() + 1);
    return request.getIdsOnly()
        ? unseen(request.getLimit(), ids)
        : show(reader, request.getLimit(), ids);
  }

  private static TweetPage unseen(int limit, List<Long> ids) {
    Page<Long> page = Page.cut(ids, limit, Long::longValue);
    TweetPage.Builder unseen = TweetPage.newBuilder().setNextCursor(page.next());
    page.items().forEach(id -> unseen.addTweetsBuilder().setId(id));
    return unseen.build();
  }

  public TweetPage ofEverybody(long reader, ListPublicRequest request) {
    Page.check(request.getCursor(), request.getLimit()).finish();
    long before = Page.before(request.getCursor());
    return show(
        reader, request.getLimit(), lists((list, count) -> list.ofEverybody(before, count)));
  }

  /** The tag may come with its sign. */
  public TweetPage byHashtag(long reader, ListByHashtagRequest request) {
    String tag =
        request.getTag().startsWith("#") ? request.getTag().substring(1) : request.getTag();
    Page.check(request.getCursor(), request.getLimit()).text("tag", tag, 1, MAX_TAG).finish();
    String key = Entities.tagKey(tag);
    long before = Page.before(request.getCursor());
    return show(
        reader,
        request.getLimit(),
        (handle, count) -> handle.attach(HashtagDao.class).page(key, before, count));
  }

  /**
   * @throws dev.twite.common.error.TwiteException TWEET_NOT_FOUND
   */
  public TweetPage quotes(long reader, ListOfTweetRequest request) {
    Page.check(request.getCursor(), request.getLimit()).finish();
    views.one(reader, request.getId());
    long before = Page.before(request.getCursor());
    return show(
        reader,
        request.getLimit(),
        lists((list, count) -> list.quotes(request.getId(), before, count)));
  }

  /**
   * Who retweeted; the cursor is the id of a retweet.
   *
   * @throws dev.twite.common.error.TwiteException TWEET_NOT_FOUND
   */
  public UserIdPage retweeters(long reader, ListOfTweetRequest request) {
    Checks checks = Page.check(request.getCursor(), request.getLimit());
    checks.finish();
    views.one(reader, request.getId());
    long before = Page.before(request.getCursor());
    Page<ListDao.Entry> page =
        Page.cut(
            database.read(
                handle ->
                    handle
                        .attach(ListDao.class)
                        .retweets(request.getId(), before, request.getLimit() + 1)),
            request.getLimit(),
            ListDao.Entry::id);
    Set<Long> hidden = audiences.hiddenFrom(reader);
    return UserIdPage.newBuilder()
        .addAllUserIds(
            page.items().stream()
                .map(ListDao.Entry::authorId)
                .filter(author -> !hidden.contains(author))
                .toList())
        .setNextCursor(page.next())
        .build();
  }

  public TweetPage bookmarks(long reader, ListBookmarksRequest request) {
    Page.check(request.getCursor(), request.getLimit()).finish();
    long before = Page.before(request.getCursor());
    Page<Bookmarked> page =
        Page.cut(
            database.read(
                handle ->
                    handle.attach(BookmarkDao.class).page(reader, before, request.getLimit() + 1)),
            request.getLimit(),
            Bookmarked::id);
    List<Long> ids = page.items().stream().map(Bookmarked::tweetId).toList();
    return TweetPage.newBuilder()
        .addAllTweets(views.all(reader, ids))
        .setNextCursor(page.next())
        .build();
  }

  /** Direct replies, oldest first. */
  TweetPage replies(long reader, long id, long cursor, int limit) {
    return show(reader, limit, lists((list, count) -> list.replies(id, cursor, count)));
  }

  /** Reads the first ids of a list. */
  @FunctionalInterface
  private interface Ids<S> {
    List<Long> read(S source, int count);
  }

  private static Ids<Handle> lists(Ids<ListDao> ids) {
    Function<Handle, ListDao> dao = handle -> handle.attach(ListDao.class);
    return (handle, count) -> ids.read(dao.apply(handle), count);
  }

  private TweetPage show(long reader, int limit, Ids<Handle> ids) {
    return show(reader, limit, database.<List<Long>>read(handle -> ids.read(handle, limit + 1)));
  }

  /** Of one id more than the page has, if there are so many. */
  private TweetPage show(long reader, int limit, List<Long> ids) {
    Page<Long> page = Page.cut(ids, limit, Long::longValue);
    return TweetPage.newBuilder()
        .addAllTweets(views.all(reader, page.items()))
        .setNextCursor(page.next())
        .build();
  }
}
