package dev.twite.common.reconcile;

import java.util.List;

/**
 * What a {@link Reconciler} found.
 *
 * @param checked figures compared
 * @param drifted those that were wrong
 * @param repaired those of them that are right now
 * @param skipped figures that could not be judged, because they changed all the time
 * @param examples a few of the wrong ones, for people
 */
public record ReconcileReport(
    long checked, long drifted, long repaired, long skipped, List<String> examples) {
  private static final int EXAMPLES = 5;

  public ReconcileReport {
    examples = List.copyOf(examples);
  }

  /** Adds a report up. */
  public static final class Builder {
    private final List<String> examples = new java.util.ArrayList<>();
    private long checked;
    private long drifted;
    private long repaired;
    private long skipped;

    public Builder checked(long count) {
      checked += count;
      return this;
    }

    public Builder skipped() {
      skipped++;
      return this;
    }

    /** A wrong figure. */
    public Builder drifted(String example) {
      drifted++;
      if (examples.size() < EXAMPLES) {
        examples.add(example);
      }
      return this;
    }

    /** One of the wrong figures is right now. */
    public Builder repaired() {
      repaired++;
      return this;
    }

    public ReconcileReport build() {
      return new ReconcileReport(checked, drifted, repaired, skipped, examples);
    }
  }
}
