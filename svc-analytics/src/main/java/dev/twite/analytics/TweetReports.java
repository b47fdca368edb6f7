package dev.twite.analytics;

import dev.twite.analytics.store.CountRow;
import dev.twite.analytics.store.TweetCounts;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.analytics.v1.TweetReport;
import dev.twite.proto.analytics.v1.TweetRow;
import jakarta.inject.Inject;
import java.util.List;

/** One tweet over time, for its author; also after it was deleted. */
public final class TweetReports {
  private final TweetCounts counts;

  @Inject
  TweetReports(TweetCounts counts) {
    this.counts = counts;
  }

  /**
   * @throws TwiteException TWEET_NOT_FOUND when it is not the caller's: whose it is, and whether it
   *     is there, is nobody else's business here
   */
  public TweetReport of(long caller, long tweet, Span span) {
    if (tweet <= 0 || counts.author(tweet).filter(author -> author == caller).isEmpty()) {
      throw TwiteException.of(ErrorCode.TWEET_NOT_FOUND);
    }
    Rows<TweetRow.Builder> rows = new Rows<>(span, time -> TweetRow.newBuilder().setTimeMs(time));
    rows.add(counts.met(tweet, span), TweetReports::add);
    for (TweetCounts.Reach reach : counts.reach(tweet, span)) {
      rows.at(reach.timeMs()).setImpressions(reach.impressions()).setReaders(reach.readers());
    }
    List<TweetRow> built = rows.all().stream().map(TweetRow.Builder::build).toList();
    return TweetReport.newBuilder().addAllRows(built).build();
  }

  private static void add(TweetRow.Builder row, CountRow count) {
    switch (count.kind()) {
      case Kind.LIKE -> row.setLikes(count.count());
      case Kind.REPLY -> row.setReplies(count.count());
      case Kind.RETWEET -> row.setRetweets(count.count());
      case Kind.QUOTE -> row.setQuotes(count.count());
      default -> {}
    }
  }
}
