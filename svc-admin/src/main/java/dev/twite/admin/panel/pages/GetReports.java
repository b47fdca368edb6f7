package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.ListReportsResponse;
import dev.twite.proto.admin.v1.Report;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The queue: what people have reported, and what came of it. */
final class GetReports extends Page {
  private static final int ROWS = 30;

  private final AdminBlockingStub admin;
  private final Handles handles;

  @Inject
  GetReports(Door door, AdminBlockingStub admin, Handles handles) {
    super(door, Route.Method.GET, Section.REPORTS.path(), Section.REPORTS.role());
    this.admin = admin;
    this.handles = handles;
  }

  @Override
  protected Response answer(Visit visit) {
    Report.State state = state(visit.asked("state"));
    boolean mine = visit.asked("mine").equals("yes");
    long user = Inputs.id("user", visit.asked("user"));
    ListReportsResponse found =
        admin.listReports(
            ListReportsRequest.newBuilder()
                .setState(state)
                .setAssigneeId(mine ? visit.viewer().id() : 0)
                .setUserId(user)
                .setLimit(ROWS)
                .setCursor(visit.asked("cursor"))
                .build());
    Link list = link(state, mine, visit.asked("user"));
    Tag tabs = Tag.of("nav").css("tabs").attr("aria-label", "Which reports");
    for (Report.State one :
        List.of(Report.State.OPEN, Report.State.RESOLVED, Report.State.DISMISSED)) {
      tabs.add(tab(link(one, false, visit.asked("user")), word(one), one == state && !mine));
    }
    tabs.add(tab(link(Report.State.OPEN, true, ""), "mine", mine));
    return visit.page(
        Section.REPORTS,
        user == 0 ? "Reports" : "Reports about one account",
        List.of(tabs, table(found), Tag.of("div").add(Parts.more(list, found.getNextCursor()))));
  }

  private Node table(ListReportsResponse found) {
    if (found.getReportsCount() == 0) {
      return Parts.empty("Nothing here. Well done.");
    }
    Handles.Book book =
        handles.of(
            found.getReportsList().stream()
                .flatMap(
                    report ->
                        Stream.of(
                            report.getUserId(), report.getReporterId(), report.getAssigneeId()))
                .toList());
    return Parts.table(
        List.of("Report", "Reason", "About", "What they say", "From", "With", "Since (UTC)"),
        found.getReportsList().stream().map(report -> row(report, book)).toList());
  }

  private static Tag row(Report report, Handles.Book book) {
    return Parts.row(
        Parts.link(
            Link.to("/reports").part(report.getId()),
            report.getTweetId() == 0 ? "Account" : "Tweet"),
        Parts.badge("kind", report.getReason().replace('_', ' ')),
        book.link(report.getUserId()),
        Tag.of("span", report.getComment()).css("clip"),
        book.link(report.getReporterId()),
        book.link(report.getAssigneeId()),
        Parts.time(report.getCreatedAtMs()));
  }

  static String word(Report.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Tag tab(Link link, String name, boolean current) {
    Tag tab = Parts.link(link, name);
    return current ? tab.attr("aria-current", "page") : tab;
  }

  private static Link link(Report.State state, boolean mine, String user) {
    return Section.REPORTS
        .link()
        .with("state", state == Report.State.OPEN ? "" : word(state))
        .with("mine", mine ? "yes" : "")
        .with("user", user);
  }

  private static Report.State state(String word) {
    return switch (word) {
      case "", "open" -> Report.State.OPEN;
      case "resolved" -> Report.State.RESOLVED;
      case "dismissed" -> Report.State.DISMISSED;
      default ->
          throw TwiteException.invalid(
              "state", "invalid_value", "Is none of open, resolved, dismissed");
    };
  }
}
