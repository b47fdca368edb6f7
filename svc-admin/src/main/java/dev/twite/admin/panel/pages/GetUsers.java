package dev.twite.admin.panel.pages;

import com.google.common.collect.ImmutableMap;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.ListAccountsRequest;
import dev.twite.proto.admin.v1.ListAccountsResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;

/** Accounts, newest first; the list follows what is typed. */
final class GetUsers extends Page {
  private static final int ROWS = 50;
  private static final Map<String, String> ROLES =
      ImmutableMap.of(
          "", "Any role", "USER", "Users", "MODERATOR", "Moderators", "ADMIN", "Admins");

  private final AdminBlockingStub admin;

  @Inject
  GetUsers(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.GET, Section.USERS.path(), Section.USERS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    String query = Inputs.handle(visit.asked("q"));
    boolean banned = visit.asked("banned").equals("yes");
    String role = visit.asked("role");
    ListAccountsResponse found =
        admin.listAccounts(
            ListAccountsRequest.newBuilder()
                .setQuery(query)
                .setBannedOnly(banned)
                .setRole(role)
                .setLimit(ROWS)
                .setCursor(visit.asked("cursor"))
                .build());
    Link list =
        Section.USERS
            .link()
            .with("q", query)
            .with("banned", banned ? "yes" : "")
            .with("role", role);
    Tag form =
        Forms.search(
                Section.USERS.link(),
                Forms.field(
                    "Handle, name, address or id",
                    Forms.input("search", "q", query)
                        .attr("maxlength", 100)
                        .attr("autocomplete", "off")
                        .attr("placeholder", "Type to search")
                        .flag("autofocus", true)),
                Forms.field("Role", Forms.select("role", role, ROLES)),
                Forms.box("Banned only", "banned", "yes", banned),
                Forms.button("Search"))
            .attr("data-live", "results");
    Tag results = Tag.of("div").attr("id", "results").attr("aria-live", "polite");
    if (found.getAccountsCount() == 0) {
      results.add(Parts.empty("Nobody is found by that."));
    } else {
      results.add(
          Parts.table(
              List.of("Account", "Name", "Role", "State", "E-mail", "Since (UTC)"),
              found.getAccountsList().stream().map(GetUsers::row).toList()));
    }
    return visit.page(
        Section.USERS, "Users", form, results.add(Parts.more(list, found.getNextCursor())));
  }

  private static Tag row(Account account) {
    return Parts.row(
        Parts.link(Link.to("/users").part(account.getId()), "@" + account.getHandle()),
        Parts.text(account.getName()),
        Standings.roleBadge(account.getStanding()),
        Standings.stateBadge(account),
        Parts.text(account.getEmail()),
        Parts.time(account.getCreatedAtMs()));
  }
}
