package dev.twite.notification.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code notification}: groups. Who changes those of a recipient holds the recipient. */
public interface GroupDao {
  /**
   * A group with its first cause.
   *
   * @param groupId of the cause that opens it
   * @param id its place
   */
  record NewGroup(long recipientId, long groupId, long id, int type, long subjectId, long atMs) {}

  /** The last opened group of a kind. */
  @SqlQuery(
      """
      SELECT group_id, id, opened_at_ms FROM notification
      WHERE recipient_id = :recipient AND type = :type AND subject_id = :subject
      ORDER BY group_id DESC
      LIMIT 1
      """)
  @RegisterConstructorMapper(GroupRow.class)
  Optional<GroupRow> newest(
      @Bind("recipient") long recipientId, @Bind("type") int type, @Bind("subject") long subjectId);

  @SqlUpdate(
      """
      INSERT INTO notification (recipient_id, group_id, id, type, subject_id, actors_count,
        opened_at_ms, last_at_ms)
      VALUES (:recipientId, :groupId, :id, :type, :subjectId, 1, :atMs, :atMs)
      """)
  void open(@BindMethods NewGroup group);

  /** Adds one; the group moves up to it, never down. 0 = there is no such group. */
  @SqlUpdate(
      """
      UPDATE notification SET actors_count = actors_count + 1, id = greatest(id, :id),
        last_at_ms = greatest(last_at_ms, :atMs)
      WHERE recipient_id = :recipient AND group_id = :group
      """)
  int join(
      @Bind("recipient") long recipientId,
      @Bind("group") long groupId,
      @Bind("id") long id,
      @Bind("atMs") long atMs);

  /** Takes some out; an empty group goes. */
  default void leave(long recipientId, long groupId, int causes) {
    if (shrink(recipientId, groupId, causes) == 0) {
      delete(recipientId, groupId);
    }
  }

  @SqlUpdate(
      """
      UPDATE notification SET actors_count = actors_count - :causes
      WHERE recipient_id = :recipient AND group_id = :group AND actors_count > :causes
      """)
  int shrink(
      @Bind("recipient") long recipientId, @Bind("group") long groupId, @Bind("causes") int causes);

  @SqlUpdate("DELETE FROM notification WHERE recipient_id = :recipient AND group_id = :group")
  void delete(@Bind("recipient") long recipientId, @Bind("group") long groupId);

  /** Removes every group about a tweet. */
  @SqlUpdate(
      """
      DELETE FROM notification
      WHERE recipient_id = :recipient AND type <> :follow AND subject_id = :tweet
      """)
  void deleteOfTweet(
      @Bind("recipient") long recipientId,
      @Bind("follow") int followType,
      @Bind("tweet") long tweetId);

  /** Removes some groups of a recipient. */
  @SqlUpdate(
      """
      DELETE FROM notification WHERE ctid IN (
        SELECT ctid FROM notification WHERE recipient_id = :recipient LIMIT :limit)
      """)
  int deleteOfRecipient(@Bind("recipient") long recipientId, @Bind("limit") int limit);
}
