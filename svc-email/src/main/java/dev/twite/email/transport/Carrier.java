package dev.twite.email.transport;

/** Takes messages out of the house. */
public interface Carrier<M> {
  /** As metrics name it: {@code smtp}, {@code api}, {@code sms}. */
  String name();

  /**
   * Hands one message over; on return the other side has taken it. Blocks, for a minute at most.
   *
   * @throws RefusedException when it did not
   */
  void carry(M message) throws RefusedException;
}
