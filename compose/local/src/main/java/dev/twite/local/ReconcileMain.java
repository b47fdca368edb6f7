package dev.twite.local;

import java.util.List;

/**
 * The command behind {@code make reconcile}: asks every service of a running {@code make run}, in
 * either shape, to hold its counts against what they count. Ends with 0 when all is right or has
 * been put right, 1 when something is not, 2 when it could not find out.
 */
public final class ReconcileMain {
  static final String USAGE = "Usage: reconcile [--repair]";

  private ReconcileMain() {}

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> arguments) {
    boolean repair = arguments.equals(List.of("--repair"));
    if (!repair && !arguments.isEmpty()) {
      System.out.println(USAGE);
      return 2;
    }
    try {
      Settings settings =
          Settings.read(Options.parse(List.of()), AllServices.list(), System.getenv());
      Reconciliation reconciliation = Reconciliation.ask(settings, repair);
      System.out.print(reconciliation.table());
      return reconciliation.exitCode();
    } catch (LaunchException wrong) {
      System.out.println(wrong.getMessage());
      return 2;
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return 2;
    }
  }
}
