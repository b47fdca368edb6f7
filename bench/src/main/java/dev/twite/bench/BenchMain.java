package dev.twite.bench;

/** {@code replay} and {@code figures}; ends with 1 when something differs, 2 when it can't run. */
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
            default -> throw new BenchException("Say what to do: replay or figures");
          };
    } catch (BenchException | UnexpectedStatus failed) {
      System.err.println(failed.getMessage());
      code = 2;
    }
    System.exit(code);
  }
}
