package dev.twite.common.reconcile;

/**
 * Proves that a figure kept apart equals what it counts, and puts it right where it doesn't (R6).
 * Safe while traffic runs: it compares what belongs to one moment, and repairs under the lock that
 * every other change takes.
 */
public interface Reconciler {
  /** What is compared, e.g. {@code like_counts}. */
  String name();

  /**
   * Compares everything; takes as long as there is much to compare.
   *
   * @param repair whether to put right what is wrong, too
   * @throws RuntimeException when a part that is needed is away
   */
  ReconcileReport run(boolean repair);
}
