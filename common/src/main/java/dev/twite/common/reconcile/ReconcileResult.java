package dev.twite.common.reconcile;

import java.util.List;

/**
 * What {@code POST /reconcile} answers for one reconciler.
 *
 * @param error why it could not be done; empty when it was
 */
public record ReconcileResult(
    String name,
    long checked,
    long drifted,
    long repaired,
    long skipped,
    List<String> examples,
    String error) {
  static ReconcileResult of(String name, ReconcileReport report) {
    return new ReconcileResult(
        name,
        report.checked(),
        report.drifted(),
        report.repaired(),
        report.skipped(),
        report.examples(),
        "");
  }

  static ReconcileResult failed(String name, String error) {
    return new ReconcileResult(name, 0, 0, 0, 0, List.of(), error);
  }

  /** Whether all that was compared is right, or has been put right. */
  public boolean clean() {
    return error.isEmpty() && drifted == repaired;
  }
}
