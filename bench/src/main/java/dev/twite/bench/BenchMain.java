package dev.twite.bench;

import dev.twite.bench.bots.Bots;
import dev.twite.bench.race.Race;

/**
 * {@code replay}, {@code figures}, {@code bots} and {@code race}; ends with 1 when something is not
 * as it must be, 2 when it can't run.
 */
public final class BenchMain {
  private BenchMain() {}

  /** Arguments: what to do, then its options. */
  public static void main(String[] args) {
    int code;
    try {
      code =
          switch (args.length == 0 ? "" : args[0]) {
            case "replay" -> new Replay(System.out).run(args);
            case "figures" -> new Figures(System.out).run(args);
            case "bots" -> new Bots(System.out).run(args);
            case "race" -> new Race(System.out).run(args);
            default -> throw new BenchException("Say what to do: replay, figures, bots or race");
          };
    } catch (BenchException | UnexpectedStatus failed) {
      System.err.println(failed.getMessage());
      code = 2;
    }
    System.exit(code);
  }
}
