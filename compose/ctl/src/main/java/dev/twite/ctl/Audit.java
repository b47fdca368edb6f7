package dev.twite.ctl;

import dev.twite.proto.admin.v1.AuditRow;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.ListAuditResponse;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** The audit log. */
@picocli.CommandLine.Command(
    name = "audit",
    description = "Lists what was done, by whom and why, newest first.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  twitectl audit --since 7d",
      "  twitectl audit --by molly --action account.ban",
      "  twitectl audit --subject user:1234567890123456789 --json"
    })
final class Audit extends Listing {
  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Only what this account did.",
      converter = Who.Reader.class)
  private Who by;

  @Option(names = "--action", defaultValue = "", description = "Only this, such as account.ban.")
  private String action;

  @Option(
      names = "--subject",
      paramLabel = "TYPE[:ID]",
      defaultValue = "",
      description = "Only to this: user, tweet, report, topic or system, perhaps one of them.")
  private String subject;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Times.Since.class,
      description = "From then on: 7d, 2026-01-31, 2026-01-31T18:00:00Z.")
  private Instant since;

  Audit(Ctl ctl) {
    super(ctl);
  }

  @Override
  int run(Connection admin, Output out) {
    int colon = subject.indexOf(':');
    ListAuditRequest.Builder request =
        ListAuditRequest.newBuilder()
            .setAction(action)
            .setSubjectType(colon < 0 ? subject : subject.substring(0, colon))
            .setSubjectId(colon < 0 ? "" : subject.substring(colon + 1))
            .setFromMs(Times.millis(since));
    if (by != null) {
      request.setActorId(by.idOf(admin));
    }
    List<AuditRow> rows =
        all(
            place -> {
              ListAuditResponse page =
                  admin
                      .admin()
                      .listAudit(request.setLimit(place.limit()).setCursor(place.cursor()).build());
              return new Page<>(page.getRowsList(), page.getNextCursor());
            });
    out.list(rows, table(rows), "Nothing.");
    return Exit.OK;
  }

  static Table table(List<AuditRow> rows) {
    Table table = new Table("WHEN", "WHO", "WHAT", "TO", "REASON", "CHANGE");
    for (AuditRow row : rows) {
      table.row(
          Times.show(row.getAtMs()),
          row.getActor(),
          row.getAction(),
          row.getSubjectType() + ":" + row.getSubjectId(),
          row.getReason(),
          row.getDetail());
    }
    return table;
  }
}
