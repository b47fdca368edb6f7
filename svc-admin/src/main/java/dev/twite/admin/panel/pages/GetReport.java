package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Parts.Fact;
import dev.twite.admin.panel.html.Tag;
import dev.twite.admin.panel.session.Viewer;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.GetReportRequest;
import dev.twite.proto.admin.v1.Report;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** One report: what it is about, and everything that may be done about it. */
final class GetReport extends Page {
  private static final int RESOLUTION = 500;

  private final AdminBlockingStub admin;
  private final Handles handles;
  private final Tweets tweets;

  @Inject
  GetReport(Door door, AdminBlockingStub admin, Handles handles, Tweets tweets) {
    super(door, Route.Method.GET, "/reports/{id}", Section.REPORTS.role());
    this.admin = admin;
    this.handles = handles;
    this.tweets = tweets;
  }

  @Override
  protected Response answer(Visit visit) {
    Report report =
        admin.getReport(GetReportRequest.newBuilder().setId(visit.request().pathId("id")).build());
    Account account =
        admin
            .getAccount(GetAccountRequest.newBuilder().setUserId(report.getUserId()).build())
            .getAccount();
    List<Node> parts = new ArrayList<>();
    parts.add(Parts.section("Report", Parts.facts(facts(report, account))));
    if (report.getTweetId() != 0) {
      parts.add(Parts.section("The tweet", tweets.show(report.getTweetId())));
    }
    if (report.getState() == Report.State.OPEN) {
      parts.add(Tag.of("div").add(forms(visit.viewer(), report, account)).css("columns"));
    }
    String title = report.getTweetId() == 0 ? "Report about @" : "Report about a tweet of @";
    return visit.page(Section.REPORTS, title + account.getHandle(), parts);
  }

  private List<Fact> facts(Report report, Account account) {
    Handles.Book book =
        handles.of(
            List.of(
                report.getUserId(),
                report.getReporterId(),
                report.getAssigneeId(),
                report.getClosedById()));
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("About", book.link(report.getUserId())));
    facts.add(new Fact("Its state", Standings.stateBadge(account)));
    facts.add(new Fact("Reason", report.getReason().replace('_', ' ')));
    facts.add(new Fact("What they say", report.getComment()));
    facts.add(new Fact("From", book.link(report.getReporterId())));
    facts.add(new Fact("Since (UTC)", Parts.time(report.getCreatedAtMs())));
    facts.add(new Fact("With", book.link(report.getAssigneeId())));
    if (report.getState() != Report.State.OPEN) {
      facts.add(new Fact("Ended as", GetReports.word(report.getState())));
      facts.add(new Fact("By", book.link(report.getClosedById())));
      facts.add(new Fact("At (UTC)", Parts.time(report.getClosedAtMs())));
      facts.add(new Fact("What was done", report.getResolution()));
    }
    return facts;
  }

  private static List<Node> forms(Viewer viewer, Report report, Account account) {
    String token = viewer.session().token();
    Link link = Link.to("/reports").part(report.getId());
    String id = Long.toString(report.getId());
    List<Node> forms = new ArrayList<>();
    boolean mine = report.getAssigneeId() == viewer.id();
    forms.add(
        Parts.section(
            "Who looks after it",
            Forms.change(
                link.part("assign"),
                token,
                Forms.hidden("take", mine ? "no" : "yes"),
                Forms.button(mine ? "Put it back" : "Take it"))));
    if (report.getTweetId() != 0) {
      forms.add(
          Parts.section("Remove the tweet", ActForms.removeTweet(report.getTweetId(), token, id)));
    }
    Role role = Standings.role(account.getStanding());
    if (viewer.id() != account.getId() && viewer.role() != role && viewer.role().includes(role)) {
      forms.add(
          Parts.section(
              "Ban or suspend",
              ActForms.ban(Link.to("/users").part(account.getId()), token, account, id)));
    }
    Tag end =
        Forms.change(
            link.part("close"),
            token,
            Forms.field(
                "What was done", Forms.text("resolution", "", RESOLUTION).flag("required", true)),
            Forms.button("Resolve").attr("name", "state").attr("value", "RESOLVED"),
            Forms.button("Dismiss").css("quiet").attr("name", "state").attr("value", "DISMISSED"));
    forms.add(Parts.section("End it", end));
    return forms;
  }
}
