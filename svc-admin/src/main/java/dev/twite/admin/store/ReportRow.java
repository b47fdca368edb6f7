package dev.twite.admin.store;

/**
 * A report of an account, or of a tweet of its.
 *
 * @param tweetId 0 = the account as a whole
 * @param state as in {@code twite.admin.v1.Report.State}
 * @param assigneeId 0 = nobody yet
 */
public record ReportRow(
    long id,
    long reporterId,
    long userId,
    long tweetId,
    String reason,
    String comment,
    int state,
    long assigneeId,
    long createdAtMs,
    long closedAtMs,
    long closedById,
    String resolution) {
  public static final int OPEN = 0;

  public boolean isOpen() {
    return state == OPEN;
  }
}
