package dev.twite.gateway.admin;

import dev.twite.common.http.Json;
import dev.twite.common.view.Wire;
import dev.twite.proto.admin.v1.AuditRow;
import java.nio.charset.StandardCharsets;

/**
 * Something that was done.
 *
 * @param actorId null: the command line, or Twite itself
 * @param detail what changed
 */
public record AuditRowView(
    String id,
    String at,
    String actorId,
    String actor,
    String action,
    String subjectType,
    String subjectId,
    String reason,
    Object detail,
    String requestId) {
  public static AuditRowView of(AuditRow row) {
    return new AuditRowView(
        Wire.id(row.getId()),
        Wire.time(row.getAtMs()),
        Wire.idOrNull(row.getActorId()),
        row.getActor(),
        row.getAction(),
        row.getSubjectType(),
        row.getSubjectId(),
        row.getReason(),
        Json.read(row.getDetail().getBytes(StandardCharsets.UTF_8), Object.class),
        row.getRequestId());
  }
}
