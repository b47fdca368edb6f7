package dev.twite.analytics.store;

import dev.twite.analytics.Span;
import dev.twite.common.clickhouse.ClickHouse;
import jakarta.inject.Inject;
import java.util.List;

/** What an account did and what happened to it. */
public final class AccountCounts {
  private final ClickHouse clickhouse;

  @Inject
  AccountCounts(ClickHouse clickhouse) {
    this.clickhouse = clickhouse;
  }

  /** Events of that account, by bucket and kind. */
  public List<CountRow> done(long account, Span span) {
    return byKind("actor_id", account, span);
  }

  /** Events that happened to that account, by bucket and kind. */
  public List<CountRow> met(long account, Span span) {
    return byKind("subject_id", account, span);
  }

  /** Views of its tweets by others; the kind is {@code view}. */
  public List<CountRow> impressions(long account, Span span) {
    return clickhouse.query(
        """
        SELECT toUnixTimestamp(%s), 'view', sum(weight)
        FROM impression
        WHERE author_id = ? AND %s
        GROUP BY author_id, %s
        """
            .formatted(Buckets.of(span), Buckets.within(span), Buckets.of(span)),
        CountRow::read,
        account);
  }

  private List<CountRow> byKind(String column, long account, Span span) {
    return clickhouse.query(
        """
        SELECT toUnixTimestamp(%s), kind, count()
        FROM event
        WHERE %s = ? AND %s
        GROUP BY %s, kind, %s
        """
            .formatted(Buckets.of(span), column, Buckets.within(span), column, Buckets.of(span)),
        CountRow::read,
        account);
  }
}
