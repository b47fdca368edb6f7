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
import dev.twite.proto.admin.v1.DeadLetter;
import dev.twite.proto.admin.v1.ListDeadLettersRequest;
import dev.twite.proto.admin.v1.ListDeadLettersResponse;
import jakarta.inject.Inject;
import java.util.List;

/** The records of one topic: what they were, why they are here, and back or away with them. */
final class GetDeadLetterTopic extends Page {
  private static final int ROWS = 50;

  private final AdminBlockingStub admin;

  @Inject
  GetDeadLetterTopic(Door door, AdminBlockingStub admin) {
    super(door, Route.Method.GET, "/dead-letters/{topic}", Section.DEAD_LETTERS.role());
    this.admin = admin;
  }

  @Override
  protected Response answer(Visit visit) {
    String topic = visit.request().path("topic");
    ListDeadLettersResponse found =
        admin.listDeadLetters(
            ListDeadLettersRequest.newBuilder()
                .setTopic(topic)
                .setLimit(ROWS)
                .setCursor(visit.asked("cursor"))
                .build());
    Link list = Link.to("/dead-letters").part(topic);
    Node records =
        found.getRecordsCount() == 0
            ? Parts.empty("Nothing is left here.")
            : form(list, visit.viewer().session().token(), found);
    return visit.page(
        Section.DEAD_LETTERS,
        topic,
        records,
        Tag.of("div").add(Parts.more(list, found.getNextCursor())));
  }

  private static Tag form(Link list, String token, ListDeadLettersResponse found) {
    return Forms.change(
            list.part("act"),
            token,
            Tag.of(
                    "p",
                    Forms.box("All of this page", "page", "yes", false).attr("data-all", "id"),
                    Forms.button("Replay the chosen").attr("name", "act").attr("value", "replay"),
                    Forms.danger("Drop the chosen", "Drop these records for good?")
                        .attr("name", "act")
                        .attr("value", "drop"))
                .css("acts"),
            Parts.table(
                List.of("", "Event", "From", "Consumer", "Why", "Dead since (UTC)", ""),
                found.getRecordsList().stream().map(GetDeadLetterTopic::row).toList()))
        .css("list");
  }

  private static Tag row(DeadLetter record) {
    return Parts.row(
        Forms.input("checkbox", "id", record.getId())
            .attr("aria-label", "Record " + record.getId()),
        Tag.of(
            "span", Parts.code(record.getEventType()), Tag.of("small", " " + record.getEventId())),
        Parts.text(
            record.getOriginTopic()
                + " "
                + record.getOriginPartition()
                + "/"
                + record.getOriginOffset()),
        Parts.text(record.getGroup()),
        Tag.of("span", record.getError()).css("clip"),
        Parts.time(record.getDeadAtMs()),
        Tag.of(
            "details",
            Tag.of("summary", "inspect"),
            Tag.of("p", record.getError()),
            Tag.of("p", Parts.text("Happened "), Parts.time(record.getOccurredAtMs())),
            Tag.of(
                "pre",
                record.getSummary().isEmpty()
                    ? "Can't be read; " + record.getSize() + " bytes."
                    : record.getSummary())));
  }
}
