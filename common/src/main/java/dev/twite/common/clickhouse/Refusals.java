package dev.twite.common.clickhouse;

import com.google.common.base.Throwables;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;

/** Tells a ClickHouse that can't now from one that says no, and from none at all. */
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

  private static final Set<Integer> OF_DATA =
      Set.of(
          6, // cannot parse text
          26, // cannot parse quoted string
          27, // cannot parse input
          38, // cannot parse date
          41, // cannot parse time
          53, // type mismatch
          62, // syntax error: our statements are the same for all rows, so it is in the values
          69, // argument out of bound
          70, // cannot convert type
          72, // cannot parse number
          349); // cannot insert null

  private Refusals() {}

  /** Whether the same statement may well succeed later. */
  static boolean areForNow(SQLException thrown) {
    return FOR_NOW.contains(thrown.getErrorCode()) || areOfConnection(thrown);
  }

  /**
   * Whether an insert of the same rows may succeed later: whatever does not speak about the rows is
   * a fault of the server, and good rows wait until somebody has mended it.
   */
  static boolean areNotOfRows(SQLException thrown) {
    return !OF_DATA.contains(thrown.getErrorCode());
  }

  /** Whether nobody answered. A server that says what is wrong is there. */
  static boolean areOfConnection(SQLException thrown) {
    if (thrown.getErrorCode() > 0) {
      return false;
    }
    String state = thrown.getSQLState() == null ? "" : thrown.getSQLState();
    return state.startsWith("08")
        || Throwables.getCausalChain(thrown).stream().anyMatch(IOException.class::isInstance);
  }
}
