package dev.twite.search.query;

/** What is wrong with a query, and where. */
public final class QueryFault extends RuntimeException {
  private final String code;
  private final int column;

  private QueryFault(String code, int column, String message) {
    super(message);
    this.code = code;
    this.column = column;
  }

  static QueryFault expected(int column, String what) {
    return new QueryFault("invalid_format", column, "Column " + column + ": expected " + what);
  }

  static QueryFault tooMany(int column, String what) {
    return new QueryFault("too_many", column, "Column " + column + ": " + what);
  }

  /** As in the {@code code} of a field error. */
  public String code() {
    return code;
  }

  /** Counted in code points from 1; one past the end where something is missing there. */
  public int column() {
    return column;
  }
}
