package dev.twite.admin.store;

/**
 * Something that was done.
 *
 * @param actorId 0 = the command line or Twite itself
 * @param actor the actor's handle, {@code ctl} or {@code twite}
 * @param detail what changed, as JSON
 * @param requestId may be empty
 */
public record AuditRow(
    long id,
    long atMs,
    long actorId,
    String actor,
    String action,
    String subjectType,
    String subjectId,
    String reason,
    String detail,
    String requestId) {}
