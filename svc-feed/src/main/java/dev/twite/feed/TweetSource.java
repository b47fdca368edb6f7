package dev.twite.feed;

import com.google.common.collect.Lists;
import dev.twite.feed.store.TimelineEntry;
import dev.twite.proto.tweet.v1.ListHomeEntriesRequest;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Home entries from svc-tweet, where they all are. */
final class TweetSource {
  /** What one call takes. */
  private static final int MAX_AUTHORS = 10_000;

  private final TweetServiceBlockingStub tweets;

  @Inject
  TweetSource(TweetServiceBlockingStub tweets) {
    this.tweets = tweets;
  }

  /**
   * Entries of some authors, newest first.
   *
   * @param before exclusive; 0 = from the newest
   * @param limit 1 to 800; fewer entries are all there are
   */
  List<TimelineEntry> entries(Collection<Long> authors, long before, int limit) {
    List<TimelineEntry> entries = new ArrayList<>();
    for (List<Long> some : Lists.partition(List.copyOf(authors), MAX_AUTHORS)) {
      tweets
          .listHomeEntries(
              ListHomeEntriesRequest.newBuilder()
                  .addAllAuthorIds(some)
                  .setBeforeId(before)
                  .setLimit(limit)
                  .build())
          .getEntriesList()
          .forEach(
              entry -> entries.add(new TimelineEntry(entry.getTweetId(), entry.getAuthorId())));
    }
    entries.sort(TimelineEntry.NEWEST_FIRST);
    return entries.size() > limit ? List.copyOf(entries.subList(0, limit)) : entries;
  }
}
