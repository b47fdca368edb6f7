package dev.twite.ctl;

import dev.twite.proto.admin.v1.ReconcileLine;
import dev.twite.proto.admin.v1.ReconcileRequest;
import dev.twite.proto.admin.v1.ReconcileResponse;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Counts against what they count. */
@picocli.CommandLine.Command(
    name = "reconcile",
    description = {
      "Holds every count of every service against what it counts.",
      "Exit code 1: something is wrong and stays so, or a service did not answer."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  twitectl reconcile", "  twitectl reconcile --repair"})
final class Reconcile extends Command {
  private static final Duration LONGEST = Duration.ofHours(1);

  @Option(names = "--repair", description = "Put right what is wrong.")
  private boolean repair;

  Reconcile(Ctl ctl) {
    super(ctl);
  }

  @Override
  int run(Connection admin, Output out) {
    ReconcileResponse done =
        admin.admin(LONGEST).reconcile(ReconcileRequest.newBuilder().setRepair(repair).build());
    if (out.isJson()) {
      out.one(done, "");
    } else {
      show(done, out);
    }
    boolean right =
        done.getSilentCount() == 0
            && done.getLinesList().stream()
                .allMatch(
                    line -> line.getError().isEmpty() && line.getWrong() == line.getRepaired());
    return right ? Exit.OK : Exit.FAILED;
  }

  private static void show(ReconcileResponse done, Output out) {
    Table table = new Table("SERVICE", "FIGURES", "CHECKED", "WRONG", "REPAIRED", "UNSURE", "");
    for (ReconcileLine line : done.getLinesList()) {
      table.row(
          Table.cell("svc-" + line.getService()),
          Table.cell(line.getName()),
          Table.cell(Long.toString(line.getChecked())),
          Table.cell(
              Long.toString(line.getWrong()), line.getWrong() == 0 ? Colour.NONE : Colour.RED),
          Table.cell(Long.toString(line.getRepaired())),
          Table.cell(Long.toString(line.getUnsure())),
          Table.cell(line.getError(), Colour.RED));
    }
    out.list(done.getLinesList(), table, "No service counts anything.");
    for (ReconcileLine line : done.getLinesList()) {
      line.getExamplesList()
          .forEach(example -> out.say("  svc-" + line.getService() + ": " + Table.clean(example)));
    }
    if (done.getSilentCount() > 0) {
      out.say("Did not answer: " + String.join(", ", done.getSilentList()));
    }
  }
}
