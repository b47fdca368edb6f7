package dev.twite.common.clickhouse;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** Tells a ClickHouse that can't now from one that says no. */
final class Refusals {
  // ErrorCodes.cpp of ClickHouse.
  private static final Set<Integer> FOR_NOW =
      Set.of(
          3, // unexpected end of file: the connection broke off
          159, // timeout exceeded
          173, // cannot allocate memory
          202, // too many simultaneous queries
          209, // socket timeout
          210, // network error
          236, // aborted: shutting down
          241, // memory limit exceeded
          242, // table is read only: its keeper is away
          243, // not enough space
          252, // too many parts: merges are behind
          319, // unknown status of insert
          394, // query was cancelled
          425, // system error
          999); // keeper exception

  private Refusals() {}

  static boolean areForNow(SQLException thrown) {
    if (thrown.getErrorCode() > 0) {
      return FOR_NOW.contains(thrown.getErrorCode());
    }
    String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
    return state.startsWith("08")
        || Throwables.getCausalChain(thrown).stream().anyMatch(IOException.class::isInstance);
  }
}
