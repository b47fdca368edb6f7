package dev.twite.analytics;

import dev.twite.analytics.store.AccountCounts;
import dev.twite.analytics.store.CountRow;
import dev.twite.proto.analytics.v1.AccountReport;
import dev.twite.proto.analytics.v1.AccountRow;
import jakarta.inject.Inject;
import java.util.List;

/**
 * An account over time. What was taken back counts all the same, and so does what people do to
 * tweets of their own; only views of one's own tweets don't.
 */
public final class AccountReports {
  private final AccountCounts counts;

  @Inject
  AccountReports(AccountCounts counts) {
    this.counts = counts;
  }

  public AccountReport of(long account, Span span) {
    Rows<AccountRow.Builder> rows =
        new Rows<>(span, time -> AccountRow.newBuilder().setTimeMs(time));
    rows.add(counts.done(account, span), AccountReports::addDone);
    rows.add(counts.met(account, span), AccountReports::addMet);
    rows.add(
        counts.impressions(account, span),
        (row, count) -> row.setImpressions(row.getImpressions() + count.count()));
    List<AccountRow> built = rows.all().stream().map(AccountRow.Builder::build).toList();
    return AccountReport.newBuilder().addAllRows(built).build();
  }

  private static void addDone(AccountRow.Builder row, CountRow count) {
    if (Kind.isTweet(count.kind())) {
      row.setTweets(row.getTweets() + count.count());
    }
  }

  private static void addMet(AccountRow.Builder row, CountRow count) {
    switch (count.kind()) {
      case Kind.LIKE -> row.setLikesReceived(count.count());
      case Kind.REPLY -> row.setRepliesReceived(count.count());
      case Kind.RETWEET -> row.setRetweetsReceived(count.count());
      case Kind.FOLLOW -> row.setFollowersGained(count.count());
      case Kind.UNFOLLOW -> row.setFollowersLost(count.count());
      default -> {}
    }
  }
}
