package dev.twite.notification.store;

/**
 * How far a recipient has come.
 *
 * @param lastId the id of the last event
 * @param readUpToId everything up to and including it is read
 */
public record RecipientRow(long lastId, long readUpToId) {
  public static final RecipientRow NEW = new RecipientRow(0, 0);
}
