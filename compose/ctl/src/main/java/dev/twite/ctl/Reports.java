package dev.twite.ctl;

import dev.twite.proto.admin.v1.AssignReportRequest;
import dev.twite.proto.admin.v1.CloseReportRequest;
import dev.twite.proto.admin.v1.GetReportRequest;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.ListReportsResponse;
import dev.twite.proto.admin.v1.Report;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The queue of reports. */
@picocli.CommandLine.Command(
    name = "reports",
    description = "What people have reported: list, show, assign, resolve, dismiss.",
    subcommands = {
      Reports.ListThem.class,
      Reports.Show.class,
      Reports.Assign.class,
      Reports.Resolve.class,
      Reports.Dismiss.class
    })
final class Reports extends Group {
  static final String ID = "The report's id.";

  /** The states that the command line knows. */
  enum State {
    OPEN,
    RESOLVED,
    DISMISSED
  }

  static Table table(List<Report> reports) {
    Table table =
        new Table("ID", "STATE", "REASON", "USER", "TWEET", "FROM", "WITH", "SINCE", "COMMENT");
    for (Report report : reports) {
      table.row(
          Long.toString(report.getId()),
          report.getState().name().toLowerCase(Locale.ROOT),
          report.getReason(),
          id(report.getUserId()),
          id(report.getTweetId()),
          id(report.getReporterId()),
          id(report.getAssigneeId()),
          Times.show(report.getCreatedAtMs()),
          report.getComment());
    }
    return table;
  }

  private static String id(long id) {
    return id == 0 ? "-" : Long.toString(id);
  }

  /** Lists them. */
  @picocli.CommandLine.Command(
      name = "list",
      description = "Lists reports: open ones oldest first, ended ones newest first.",
      footerHeading = "%nExamples:%n",
      footer = {"  twitectl reports list", "  twitectl reports list --state resolved --about wren"})
  static final class ListThem extends Listing {
    @Option(
        names = "--state",
        defaultValue = "open",
        description = "open, resolved or dismissed (default: ${DEFAULT-VALUE}).")
    private State state;

    @Option(
        names = "--about",
        paramLabel = "WHO",
        description = "Only reports about this account or its tweets.",
        converter = Who.Reader.class)
    private Who about;

    @Option(
        names = "--with",
        paramLabel = "WHO",
        description = "Only those that this moderator has taken.",
        converter = Who.Reader.class)
    private Who assignee;

    ListThem(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      ListReportsRequest.Builder request =
          ListReportsRequest.newBuilder().setState(Report.State.valueOf(state.name()));
      if (about != null) {
        request.setUserId(about.idOf(admin));
      }
      if (assignee != null) {
        request.setAssigneeId(assignee.idOf(admin));
      }
      List<Report> found =
          all(
              place -> {
                ListReportsResponse page =
                    admin
                        .admin()
                        .listReports(
                            request.setLimit(place.limit()).setCursor(place.cursor()).build());
                return new Page<>(page.getReportsList(), page.getNextCursor());
              });
      out.list(found, table(found), "None.");
      return Exit.OK;
    }
  }

  /** Shows one. */
  @picocli.CommandLine.Command(
      name = "show",
      description = "Shows one report.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl reports show 1234567890123456789")
  static final class Show extends Command {
    @Parameters(paramLabel = "ID", description = ID, converter = Ids.class)
    private Long id;

    Show(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      Report report = admin.admin().getReport(GetReportRequest.newBuilder().setId(id).build());
      show(report, out);
      return Exit.OK;
    }
  }

  /** One report after it was shown or changed. */
  private static void show(Report report, Output out) {
    if (out.isJson()) {
      out.one(report, "");
      return;
    }
    out.list(List.of(report), table(List.of(report)), "");
    if (!report.getResolution().isEmpty()) {
      out.say("What was done: " + Table.clean(report.getResolution()));
    }
  }

  /** Gives one to a moderator. */
  @picocli.CommandLine.Command(
      name = "assign",
      description = "Gives an open report to a moderator, or puts it back.",
      footerHeading = "%nExamples:%n",
      footer = {
        "  twitectl reports assign 1234567890123456789 molly",
        "  twitectl reports assign 1234567890123456789 --nobody"
      })
  static final class Assign extends Command {
    @Parameters(index = "0", paramLabel = "ID", description = ID, converter = Ids.class)
    private Long id;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "WHO",
        description = Users.WHO,
        converter = Who.Reader.class)
    private Who who;

    @Option(names = "--nobody", description = "Put it back.")
    private boolean nobody;

    Assign(Ctl ctl) {
      super(ctl);
    }

    @Override
    int run(Connection admin, Output out) {
      if (nobody == (who != null)) {
        throw wrong("Name a moderator, or put it back with --nobody");
      }
      Report report =
          admin
              .admin()
              .assignReport(
                  AssignReportRequest.newBuilder()
                      .setId(id)
                      .setAssigneeId(nobody ? 0 : who.idOf(admin))
                      .build());
      show(report, out);
      return Exit.OK;
    }
  }

  /** Ends one, in either way. */
  abstract static class Close extends Command {
    private final Report.State state;

    @Parameters(paramLabel = "ID", description = ID, converter = Ids.class)
    private Long id;

    @Option(
        names = {"-m", "--message"},
        required = true,
        description = "What was done, or why not; 1 to 500 characters.")
    private String message;

    Close(Ctl ctl, Report.State state) {
      super(ctl);
      this.state = state;
    }

    @Override
    int run(Connection admin, Output out) {
      Report report =
          admin
              .admin()
              .closeReport(
                  CloseReportRequest.newBuilder()
                      .setId(id)
                      .setState(state)
                      .setResolution(message)
                      .build());
      show(report, out);
      return Exit.OK;
    }
  }

  /** Ends one with something done. */
  @picocli.CommandLine.Command(
      name = "resolve",
      description = "Ends a report: something was done.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl reports resolve 1234567890123456789 -m 'Tweet removed'")
  static final class Resolve extends Close {
    Resolve(Ctl ctl) {
      super(ctl, Report.State.RESOLVED);
    }
  }

  /** Ends one with nothing done. */
  @picocli.CommandLine.Command(
      name = "dismiss",
      description = "Ends a report: nothing was to be done.",
      footerHeading = "%nExample:%n",
      footer = "  twitectl reports dismiss 1234567890123456789 -m 'Only an opinion'")
  static final class Dismiss extends Close {
    Dismiss(Ctl ctl) {
      super(ctl, Report.State.DISMISSED);
    }
  }
}
