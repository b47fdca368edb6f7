package dev.twite.notification.store;

/**
 * How a cause stands.
 *
 * @param active whether it counts in its group
 * @param version the newest event that had a say
 * @param id its place; 0 = never shown
 * @param groupId the group it is or was in; 0 = none
 * @param notifiedAtMs when its recipient was last told; 0 = never
 */
public record CauseRow(boolean active, long version, long id, long groupId, long notifiedAtMs) {
  /** Of something that its recipient does not want to hear of, or may not. */
  public static CauseRow refused(long version) {
    return new CauseRow(false, version, 0, 0, 0);
  }

  /** Whether the recipient heard of it, now or before. */
  public boolean wasTold() {
    return notifiedAtMs > 0;
  }
}
