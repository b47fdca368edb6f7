package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.logger.v1.LogLine;
import dev.twite.proto.logger.v1.QueryRequest;
import dev.twite.proto.logger.v1.QueryResponse;
import jakarta.inject.Inject;
import java.util.Locale;

/** Lines of all services, newest first; live at the press of a button. */
final class GetLogs extends Page {
  private static final int ROWS = 200;

  private final AdminBlockingStub admin;

  @Inject
  GetLogs(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.GET, Section.LOGS.path(), Section.LOGS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    LogFilter filter = LogFilter.of(visit);
    String from = visit.asked("from");
    String to = visit.asked("to");
    QueryResponse found =
        admin.queryLogs(
            QueryRequest.newBuilder()
                .setFilter(filter.message())
                .setFromMs(Inputs.moment("from", from))
                .setToMs(Inputs.moment("to", to))
                .setLimit(ROWS)
                .setCursor(visit.asked("cursor"))
                .build());
    Tag form =
        Forms.search(Section.LOGS.link())
            .add(filter.fields())
            .add(
                Forms.field("From (UTC)", Forms.input("datetime-local", "from", from)),
                Forms.field("To (UTC)", Forms.input("datetime-local", "to", to)),
                Forms.button("Query"));
    Tag live =
        Tag.of("button", "Follow live")
            .css("quiet")
            .attr("type", "button")
            .attr("id", "follow")
            .attr("aria-pressed", "false")
            .attr("data-tail", filter.on(Link.to("/logs/tail")).toString())
            .flag("hidden", true);
    Tag lines = Tag.of("ol").css("log").attr("id", "log");
    found.getLinesList().forEach(line -> lines.add(line(line)));
    Link list = filter.on(Section.LOGS.link()).with("from", from).with("to", to);
    return visit.page(
        Section.LOGS,
        "Logs",
        form,
        Tag.of("p", live, Tag.of("span").css("small").attr("id", "follow-state")),
        lines,
        found.getLinesCount() == 0
            ? Parts.empty("No line of the last hour, or of the time you gave, matches.")
            : Tag.of("div").add(Parts.more(list, found.getNextCursor())));
  }

  /** The same as the script makes of a live line. */
  private static Node line(LogLine line) {
    String level = line.getLevel().toLowerCase(Locale.ROOT);
    Tag row =
        Tag.of(
            "li",
            Parts.exactTime(line.getTimeNs() / 1_000_000),
            Tag.of("b", line.getLevel()),
            Tag.of("i", line.getService()),
            Tag.of("span", line.getMessage()).css("message"));
    if (!line.getRequestId().isEmpty()) {
      row.add(
          Parts.link(Section.LOGS.link().with("request", line.getRequestId()), line.getRequestId())
              .css("request"));
    }
    if (!line.getStack().isEmpty()) {
      row.add(Tag.of("details", Tag.of("summary", "stack"), Tag.of("pre", line.getStack())));
    }
    return row.css(level);
  }
}
