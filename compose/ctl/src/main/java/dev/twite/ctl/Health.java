package dev.twite.ctl;

import dev.twite.proto.admin.v1.GetHealthRequest;
import dev.twite.proto.admin.v1.ServiceHealth;
import java.util.List;
import java.util.Locale;

/** Whether everything runs. */
@picocli.CommandLine.Command(
    name = "health",
    description = "Shows the state of every service. Exit code 1: one of them is not ready.",
    footerHeading = "%nExamples:%n",
    footer = {"  twitectl health", "  twitectl health --json"})
final class Health extends Command {
  Health(Ctl ctl) {
    super(ctl);
  }

  @Override
  int run(Connection admin, Output out) {
    List<ServiceHealth> services =
        admin.admin().getHealth(GetHealthRequest.getDefaultInstance()).getServicesList();
    Table table =
        new Table(
            "SERVICE",
            "STATE",
            "REQUESTS",
            "ERRORS",
            "P50",
            "P99",
            "LAG",
            "OUTBOX",
            "HEAP",
            "VERSION",
            "FAULTS");
    for (ServiceHealth one : services) {
      table.row(
          Table.cell("svc-" + one.getService()),
          state(one),
          Table.cell(String.format(Locale.ROOT, "%.0f", one.getRequestsTotal())),
          Table.cell(String.format(Locale.ROOT, "%.0f", one.getErrorsTotal())),
          Table.cell(time(one.getP50S())),
          Table.cell(time(one.getP99S())),
          Table.cell(Long.toString(one.getConsumerLag())),
          Table.cell(Long.toString(one.getOutboxWaiting())),
          Table.cell(String.format(Locale.ROOT, "%.0f MiB", one.getHeapBytes() / (1 << 20))),
          Table.cell(one.getVersion()),
          Table.cell(String.join("; ", one.getFaultsList())));
    }
    out.list(services, table, "No service is known.");
    return services.stream().allMatch(ServiceHealth::getReady) ? Exit.OK : Exit.FAILED;
  }

  private static Table.Cell state(ServiceHealth one) {
    if (one.getReady()) {
      return Table.cell("ready", Colour.GREEN);
    }
    return Table.cell(one.getAlive() ? "not ready" : "away", Colour.RED);
  }

  private static String time(double seconds) {
    return seconds <= 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", seconds * 1_000);
  }
}
