package dev.twite.auth.key;

import dev.twite.auth.store.SigningKeyRow;
import java.util.List;
import java.util.Optional;

/**
 * What is due about the keys. All times are set when a successor is planned, and written down, so
 * that every process and every verifier changes at the same moment without a message.
 *
 * @param add a new key that signs from then on
 * @param promote a key that is published already and must sign from now on
 * @param retire a key that has a successor now
 * @param retireAtMs from when tokens of {@code retire} are refused
 * @param clean whether a key is over and goes
 */
record KeyPlan(
    Optional<Long> add,
    Optional<String> promote,
    Optional<String> retire,
    long retireAtMs,
    boolean clean) {
  boolean isNothing() {
    return add.isEmpty() && promote.isEmpty() && !clean;
  }

  /**
   * @param rows all keys, the one that signs last first
   */
  static KeyPlan of(List<SigningKeyRow> rows, KeyTimes times, long nowMs) {
    boolean clean = rows.stream().anyMatch(row -> row.isOver(nowMs));
    List<SigningKeyRow> usable = rows.stream().filter(row -> !row.isOver(nowMs)).toList();
    Optional<SigningKeyRow> current =
        usable.stream().filter(row -> row.signsFromMs() <= nowMs).findFirst();
    Optional<SigningKeyRow> next =
        usable.stream().filter(row -> row.signsFromMs() > nowMs).findFirst();
    if (current.isEmpty()) {
      // The first start, or an operator has ended the current key.
      return next.isPresent()
          ? new KeyPlan(Optional.empty(), next.map(SigningKeyRow::kid), Optional.empty(), 0, clean)
          : new KeyPlan(Optional.of(nowMs), Optional.empty(), Optional.empty(), 0, clean);
    }
    long due = current.get().signsFromMs() + times.rotationMs();
    if (next.isEmpty() && nowMs >= due - times.aheadMs()) {
      long from = Math.max(due, nowMs + times.aheadMs());
      return new KeyPlan(
          Optional.of(from),
          Optional.empty(),
          Optional.of(current.get().kid()),
          from + times.outliveMs(),
          clean);
    }
    return new KeyPlan(Optional.empty(), Optional.empty(), Optional.empty(), 0, clean);
  }

  /**
   * @param rotationMs how long a key signs
   * @param aheadMs how long it is published before
   * @param outliveMs how long it is believed after
   */
  record KeyTimes(long rotationMs, long aheadMs, long outliveMs) {}
}
