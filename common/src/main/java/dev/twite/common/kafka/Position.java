package dev.twite.common.kafka;

import java.util.Comparator;

/**
 * How far a log was read.
 *
 * @param next the first offset that was not
 * @param leaderEpoch of the last record that was; {@link #NO_EPOCH} where nobody kept it, and then
 *     a log that lost its end can't be told from one that did not
 */
public record Position(long next, int leaderEpoch) {
  public static final int NO_EPOCH = -1;

  private static final Comparator<Position> BY_OFFSET = Comparator.comparingLong(Position::next);
  private static final Comparator<Position> BY_EPOCH =
      Comparator.comparingInt(Position::leaderEpoch).thenComparing(BY_OFFSET);

  /** After a record. */
  public static Position after(Place last) {
    return new Position(last.offset() + 1, last.leaderEpoch());
  }

  /**
   * Whether a record is behind us. One of an older epoch is, wherever it stands: it was read, or
   * the log has lost it.
   */
  public boolean covers(Place place) {
    if (leaderEpoch == NO_EPOCH || leaderEpoch == place.leaderEpoch()) {
      return place.offset() < next;
    }
    return place.leaderEpoch() < leaderEpoch;
  }

  /**
   * Of two positions in a log the one that has read less of it. Not an order: where an epoch is not
   * known only the offsets can be compared.
   */
  public Position lowerOf(Position other) {
    boolean isKnown = leaderEpoch != NO_EPOCH && other.leaderEpoch != NO_EPOCH;
    return (isKnown ? BY_EPOCH : BY_OFFSET).compare(this, other) <= 0 ? this : other;
  }
}
