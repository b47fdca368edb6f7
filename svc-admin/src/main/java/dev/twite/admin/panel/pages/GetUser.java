package dev.twite.admin.panel.pages;

import dev.twite.admin.access.Permission;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
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
import dev.twite.proto.admin.v1.AccountDetail;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.GetAccountRequest;
import dev.twite.proto.admin.v1.Standing;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** One account: how it stands, what was done to it, and what the viewer may do. */
final class GetUser extends Page {
  private final AdminBlockingStub admin;

  @Inject
  GetUser(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.GET, "/users/{id}", Section.USERS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    AccountDetail detail =
        admin.getAccount(
            GetAccountRequest.newBuilder().setUserId(visit.request().pathId("id")).build());
    Account account = detail.getAccount();
    List<Node> parts = new ArrayList<>();
    parts.add(
        Tag.of("div", Parts.section("Account", Parts.facts(facts(detail))))
            .add(forms(visit.viewer(), account))
            .css("columns"));
    parts.add(
        Parts.section(
            "Last acts on this account",
            AuditTable.of(detail.getLatestAuditList()),
            Parts.link(
                Section.AUDIT
                    .link()
                    .with("subject", "user")
                    .with("subject_id", Long.toString(account.getId())),
                "All of them")));
    return visit.page(Section.USERS, "@" + account.getHandle(), parts);
  }

  private static List<Fact> facts(AccountDetail detail) {
    Account account = detail.getAccount();
    Standing standing = account.getStanding();
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("Name", account.getName()));
    facts.add(new Fact("Id", Parts.code(Long.toString(account.getId()))));
    if (!account.getEmail().isEmpty()) {
      facts.add(
          new Fact(
              "E-mail",
              account.getEmail()
                  + (account.getEmailVerified() ? " (verified)" : " (not verified)")));
    }
    facts.add(new Fact("Since (UTC)", Parts.time(account.getCreatedAtMs())));
    facts.add(new Fact("Role", Standings.roleBadge(standing)));
    facts.add(new Fact("State", Standings.stateBadge(account)));
    if (standing.getBanned()) {
      facts.add(new Fact("Reason", standing.getBanReason()));
      facts.add(new Fact("Banned at (UTC)", Parts.time(standing.getBannedAtMs())));
      facts.add(
          new Fact(
              "Until (UTC)",
              standing.getBannedUntilMs() == 0
                  ? Parts.text("it is lifted")
                  : Parts.time(standing.getBannedUntilMs())));
    }
    if (!standing.getNote().isEmpty()) {
      facts.add(new Fact("Note", standing.getNote()));
    }
    facts.add(new Fact("Live sessions", Integer.toString(detail.getLiveSessions())));
    facts.add(
        new Fact(
            "Open reports",
            Parts.link(
                Section.REPORTS.link().with("user", Long.toString(account.getId())),
                Integer.toString(detail.getOpenReports()))));
    return facts;
  }

  /** Only what the viewer may do: nothing to himself, nor to who has not a lesser role. */
  private static List<Node> forms(Viewer viewer, Account account) {
    List<Node> forms = new ArrayList<>();
    Role role = Standings.role(account.getStanding());
    if (viewer.id() == account.getId() || account.getDeleted()) {
      return forms;
    }
    String token = viewer.session().token();
    Link user = Link.to("/users").part(account.getId());
    if (viewer.role() != role && viewer.role().includes(role)) {
      if (account.getStanding().getBanned()) {
        forms.add(Parts.section("Lift the ban", ActForms.unban(user, token)));
      }
      forms.add(
          Parts.section(
              account.getStanding().getBanned() ? "Change the ban" : "Ban or suspend",
              ActForms.ban(user, token, account, "")));
    }
    if (Permission.SET_ROLES.isOf(viewer.role())) {
      forms.add(Parts.section("Role", ActForms.role(user, token, role)));
    }
    return forms;
  }
}
