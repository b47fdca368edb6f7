package dev.twite.analytics.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How often something happened in one bucket.
 *
 * @param timeMs when the bucket begins
 * @param kind what happened
 */
public record CountRow(long timeMs, String kind, long count) {
  /** Columns: seconds, kind, count. */
  static CountRow read(ResultSet row) throws SQLException {
    return new CountRow(row.getLong(1) * 1000, row.getString(2), row.getLong(3));
  }
}
