package dev.twite.common.reconcile;

import java.util.List;

/** The answer of {@code POST /reconcile}: a result for each of a service's reconcilers. */
public record ReconcileResults(List<ReconcileResult> results) {
  public ReconcileResults {
    results = List.copyOf(results);
  }
}
