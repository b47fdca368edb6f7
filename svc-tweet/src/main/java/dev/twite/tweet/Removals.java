package dev.twite.tweet;

import dev.twite.common.cache.ReaderMarks;
import dev.twite.common.db.Database;
import dev.twite.proto.tweet.v1.Hashtag;
import dev.twite.tweet.events.TweetEvents;
import dev.twite.tweet.store.CountsDao;
import dev.twite.tweet.store.CountsRow;
import dev.twite.tweet.store.EditDao;
import dev.twite.tweet.store.HashtagDao;
import dev.twite.tweet.store.HotTweets;
import dev.twite.tweet.store.ThreadHoleDao;
import dev.twite.tweet.store.TweetDao;
import dev.twite.tweet.store.TweetRow;
import dev.twite.tweet.text.Entities;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Removes tweets, with their events, counts, hashtags and former texts, in one transaction that
 * locks their rows first.
 */
final class Removals {
  private final Database database;
  private final TweetEvents events;
  private final HotTweets hot;
  private final CountNews news;
  private final AuthorPages pages;
  private final ReaderMarks marks;

  @Inject
  Removals(
      Database database,
      TweetEvents events,
      HotTweets hot,
      CountNews news,
      AuthorPages pages,
      ReaderMarks marks) {
    this.database = database;
    this.events = events;
    this.hot = hot;
    this.news = news;
    this.pages = pages;
    this.marks = marks;
  }

  /** Removes the tweets that {@code lock} locks; returns how many. */
  int remove(Function<TweetDao, List<TweetRow>> lock) {
    Removed removed = database.transact(handle -> removeLocked(handle, lock));
    hot.tryBury(removed.ids());
    removed.authors().forEach(pages::forget);
    // Who took back a retweet has another mark now.
    marks.changed(removed.authors());
    news.tell(removed.counts());
    return removed.ids().size();
  }

  private record Removed(List<Long> ids, Set<Long> authors, List<CountsRow> counts) {}

  private Removed removeLocked(Handle handle, Function<TweetDao, List<TweetRow>> lock) {
    TweetDao tweets = handle.attach(TweetDao.class);
    List<TweetRow> rows = lock.apply(tweets);
    if (rows.isEmpty()) {
      return new Removed(List.of(), Set.of(), List.of());
    }
    long[] ids = rows.stream().mapToLong(TweetRow::id).toArray();
    handle.attach(ThreadHoleDao.class).mark(ids);
    handle.attach(EditDao.class).delete(ids);
    handle.attach(HashtagDao.class).delete(tagKeys(rows), ids);
    tweets.delete(ids);
    rows.forEach(row -> events.deleted(handle, row));
    CountsDao counts = handle.attach(CountsDao.class);
    List<CountsRow> changed = CountDeltas.ofRemoved(rows).lower(counts);
    counts.delete(ids);
    return new Removed(
        rows.stream().map(TweetRow::id).toList(),
        rows.stream().map(TweetRow::authorId).collect(Collectors.toSet()),
        changed);
  }

  private static String[] tagKeys(List<TweetRow> rows) {
    List<Hashtag> all =
        rows.stream()
            .map(row -> row.toTweet().getHashtagsList())
            .flatMap(Collection::stream)
            .toList();
    return Entities.tagKeys(all).toArray(String[]::new);
  }
}
