package dev.twite.bench.bots;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a run must hold to, after its ramp.
 *
 * @param p99Millis of all actions together
 * @param errorPercent of all actions
 * @param freshMillis p99 from a tweet's 201 to a follower's home timeline
 */
record Limits(double p99Millis, double errorPercent, double freshMillis) {
  /**
   * How a run stood one limit.
   *
   * @param value what was measured, for people
   */
  record Verdict(String name, String value, String limit, boolean held) {}

  /**
   * What was measured.
   *
   * @param actions how many were answered or failed
   * @param freshSeen tweets that were seen by a follower
   * @param freshMissed those given up
   */
  record Outcome(
      long actions,
      long errors,
      double p99Millis,
      long freshSeen,
      long freshMissed,
      double freshP99Millis) {}

  /** What is far above the limit need not be known exactly. */
  Duration giveUp() {
    return Duration.ofMillis((long) Math.max(1_000, 2 * freshMillis));
  }

  /** A run in which nothing was measured holds to nothing. */
  List<Verdict> judge(Outcome outcome) {
    double percent = outcome.actions() == 0 ? 100 : 100.0 * outcome.errors() / outcome.actions();
    boolean answered = outcome.actions() > outcome.errors();
    // A tweet that was given up was later than any that was seen.
    boolean mostSeen = outcome.freshSeen() >= 99 * outcome.freshMissed() && outcome.freshSeen() > 0;
    return List.of(
        new Verdict(
            "p99 of all actions",
            answered ? millis(outcome.p99Millis()) : "nothing was answered",
            millis(p99Millis),
            answered && outcome.p99Millis() <= p99Millis),
        new Verdict(
            "errors",
            String.format(Locale.ROOT, "%.3f %%", percent),
            String.format(Locale.ROOT, "%.3f %%", errorPercent),
            percent <= errorPercent),
        new Verdict(
            "p99 from 201 to visible",
            mostSeen
                ? millis(outcome.freshP99Millis())
                : outcome.freshMissed()
                    + " of "
                    + (outcome.freshSeen() + outcome.freshMissed())
                    + " never seen",
            millis(freshMillis),
            mostSeen && outcome.freshP99Millis() <= freshMillis));
  }

  private static String millis(double value) {
    return String.format(Locale.ROOT, "%.1f ms", value);
  }
}
