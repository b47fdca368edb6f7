package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.proto.admin.v1.AuditRow;
import java.util.List;

/** Rows of the audit log. */
final class AuditTable {
  private AuditTable() {}

  static Node of(List<AuditRow> rows) {
    if (rows.isEmpty()) {
      return Parts.empty("Nothing has been done.");
    }
    return Parts.table(
        List.of("When (UTC)", "Who", "What", "To", "Reason", "Change"),
        rows.stream().map(AuditTable::row).toList());
  }

  private static Tag row(AuditRow row) {
    return Parts.row(
        Parts.time(row.getAtMs()),
        row.getActorId() == 0
            ? Parts.text(row.getActor())
            : Parts.link(Link.to("/users").part(row.getActorId()), "@" + row.getActor()),
        Parts.code(row.getAction()),
        subject(row),
        Parts.text(row.getReason()),
        row.getDetail().isEmpty()
            ? Parts.text("")
            : Tag.of("details", Tag.of("summary", "show"), Tag.of("pre", row.getDetail())));
  }

  private static Node subject(AuditRow row) {
    String id = row.getSubjectId();
    boolean number = id.matches("[1-9][0-9]{0,18}");
    return switch (row.getSubjectType()) {
      case "user" -> number ? Parts.link(Link.to("/users").part(id), "user " + id) : plain(row);
      case "report" ->
          number ? Parts.link(Link.to("/reports").part(id), "report " + id) : plain(row);
      default -> plain(row);
    };
  }

  private static Node plain(AuditRow row) {
    return Parts.text((row.getSubjectType() + " " + row.getSubjectId()).strip());
  }
}
