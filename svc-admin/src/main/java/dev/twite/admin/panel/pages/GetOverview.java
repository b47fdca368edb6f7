package dev.twite.admin.panel.pages;

import dev.twite.admin.access.Permission;
import dev.twite.admin.panel.Door;
import dev.twite.admin.panel.Page;
import dev.twite.admin.panel.Section;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.GetHealthRequest;
import dev.twite.proto.admin.v1.ListReportsRequest;
import dev.twite.proto.admin.v1.Report;
import dev.twite.proto.admin.v1.ServiceHealth;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** How Twite does. Moderators see their queue, admins the machines and the growth too. */
final class GetOverview extends Page {
  private static final int QUEUE = 100;
  private static final int REFRESH_SECONDS = 5;

  private final AdminBlockingStub admin;
  private final HealthHistory history;
  private final Growth growth;

  @Inject
  GetOverview(Door door, AdminBlockingStub admin, HealthHistory history, Growth growth) {
    super(door, Route.Method.GET, Section.OVERVIEW.path(), Section.OVERVIEW.role());
    this.admin = admin;
    this.history = history;
    this.growth = growth;
  }

  @Override
  protected Response answer(Visit visit) {
    List<Node> parts = new ArrayList<>();
    if (Permission.SEE_HEALTH.isOf(visit.viewer().role())) {
      parts.add(live(visit).attr("id", "live").attr("data-refresh", REFRESH_SECONDS));
      parts.add(Parts.section("Growth").add(growth.charts()));
    } else {
      parts.add(Tag.of("div", queue(visit)).css("figures"));
    }
    return visit.page(Section.OVERVIEW, "Overview", parts);
  }

  private Tag live(Visit visit) {
    List<ServiceHealth> services;
    try {
      services = admin.getHealth(GetHealthRequest.getDefaultInstance()).getServicesList();
    } catch (StatusRuntimeException away) {
      return Tag.of(
          "div",
          Tag.of("div", queue(visit)).css("figures"),
          Parts.section(
              "Services", Parts.empty("How the services are can't be told at the moment.")));
    }
    history.add(services);
    return Tag.of(
        "div",
        HealthParts.figures(services, queue(visit)),
        Tag.of("div").css("charts").add(history.charts()),
        Parts.section("Services", HealthParts.table(services)));
  }

  private Node queue(Visit visit) {
    int open =
        admin
            .listReports(
                ListReportsRequest.newBuilder().setState(Report.State.OPEN).setLimit(QUEUE).build())
            .getReportsCount();
    int mine =
        admin
            .listReports(
                ListReportsRequest.newBuilder()
                    .setState(Report.State.OPEN)
                    .setAssigneeId(visit.viewer().id())
                    .setLimit(QUEUE)
                    .build())
            .getReportsCount();
    Tag text = Tag.of("span");
    text.add(Parts.link(Section.REPORTS.link(), count(open)));
    text.add(" open, ");
    text.add(Parts.link(Section.REPORTS.link().with("mine", "yes"), count(mine)));
    text.add(" with you");
    return HealthParts.figure("Reports", text, false);
  }

  private static String count(int found) {
    return found < QUEUE ? Integer.toString(found) : QUEUE + " or more";
  }
}
