package dev.twite.admin.panel.pages;

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
import dev.twite.proto.admin.v1.AdminGrpc.AdminBlockingStub;
import dev.twite.proto.admin.v1.ListAuditRequest;
import dev.twite.proto.admin.v1.ListAuditResponse;
import jakarta.inject.Inject;

/** What was done, by whom and why. */
final class GetAudit extends Page {
  private static final int ROWS = 50;
  private static final int WORD = 64;

  private final AdminBlockingStub admin;
  private final Handles handles;

  @Inject
  GetAudit(Door door, AdminBlockingStub admin, Handles handles) {
    super(door, Route.Method.GET, Section.AUDIT.path(), Section.AUDIT.role());
    this.admin = admin;
    this.handles = handles;
  }

  @Override
  protected Response answer(Visit visit) {
    String who = visit.asked("who");
    String action = visit.asked("action");
    String subject = visit.asked("subject");
    String subjectId = visit.asked("subject_id");
    String from = visit.asked("from");
    String to = visit.asked("to");
    ListAuditResponse found =
        admin.listAudit(
            ListAuditRequest.newBuilder()
                .setActorId(handles.idOf("who", who))
                .setAction(action)
                .setSubjectType(subject)
                .setSubjectId(subjectId)
                .setFromMs(Inputs.moment("from", from))
                .setToMs(Inputs.moment("to", to))
                .setLimit(ROWS)
                .setCursor(visit.asked("cursor"))
                .build());
    Tag form =
        Forms.search(
            Section.AUDIT.link(),
            Forms.field("Who", Forms.text("who", who, WORD).attr("placeholder", "handle")),
            Forms.field(
                "What", Forms.text("action", action, WORD).attr("placeholder", "account.ban")),
            Forms.field(
                "To", Forms.text("subject", subject, WORD).attr("placeholder", "user, tweet, …")),
            Forms.field("Its id", Forms.text("subject_id", subjectId, WORD)),
            Forms.field("From (UTC)", Forms.input("datetime-local", "from", from)),
            Forms.field("To (UTC)", Forms.input("datetime-local", "to", to)),
            Forms.button("Filter"));
    Link list =
        Section.AUDIT
            .link()
            .with("who", who)
            .with("action", action)
            .with("subject", subject)
            .with("subject_id", subjectId)
            .with("from", from)
            .with("to", to);
    return visit.page(
        Section.AUDIT,
        "Audit log",
        form,
        AuditTable.of(found.getRowsList()),
        Tag.of("div").add(Parts.more(list, found.getNextCursor())));
  }
}
