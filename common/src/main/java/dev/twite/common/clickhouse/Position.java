package dev.twite.common.clickhouse;

/**
 * How far a partition is in a table.
 *
 * @param era counts how often the topic was made anew
 * @param next the first offset that is not in the table
 */
record Position(long era, long next) {
  static final Position UNKNOWN = new Position(0, 0);
}
