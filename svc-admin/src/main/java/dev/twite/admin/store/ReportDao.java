package dev.twite.admin.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code report}. */
@RegisterConstructorMapper(ReportRow.class)
public interface ReportDao {
  String SELECT =
      """
      SELECT id, reporter_id, user_id, tweet_id, reason, comment, state, assignee_id, created_at_ms, closed_at_ms,
        closed_by_id, resolution
      FROM report
      """;

  String PAGE =
      """
      WHERE state = :state
        AND (:assigneeId = 0 OR assignee_id = :assigneeId)
        AND (:userId = 0 OR user_id = :userId)
      """;

  /** Does nothing when the same is open already. */
  @SqlUpdate(
      """
      INSERT INTO report (id, reporter_id, user_id, tweet_id, reason, comment, created_at_ms)
      VALUES (:id, :reporterId, :userId, :tweetId, :reason, :comment, :createdAtMs)
      ON CONFLICT (reporter_id, user_id, tweet_id) WHERE state = 0 DO NOTHING
      """)
  int insert(@BindMethods ReportRow row);

  @SqlQuery(
      SELECT
          + "WHERE reporter_id = :reporter AND user_id = :user AND tweet_id = :tweet AND state = 0")
  Optional<ReportRow> findOpen(
      @Bind("reporter") long reporterId, @Bind("user") long userId, @Bind("tweet") long tweetId);

  @SqlQuery(SELECT + "WHERE id = :id")
  Optional<ReportRow> find(@Bind("id") long id);

  @SqlQuery(SELECT + "WHERE id = :id FOR NO KEY UPDATE")
  Optional<ReportRow> lock(@Bind("id") long id);

  @SqlQuery(SELECT + PAGE + "AND id > :cursor ORDER BY id LIMIT :limit")
  List<ReportRow> oldestFirst(@BindMethods Filter filter);

  @SqlQuery(SELECT + PAGE + "AND id < :cursor ORDER BY id DESC LIMIT :limit")
  List<ReportRow> newestFirst(@BindMethods Filter filter);

  @SqlUpdate("UPDATE report SET assignee_id = :assignee WHERE id = :id")
  void assign(@Bind("id") long id, @Bind("assignee") long assigneeId);

  @SqlUpdate(
      """
      UPDATE report SET state = :state, closed_at_ms = :now, closed_by_id = :by, resolution = :resolution
      WHERE id = :id
      """)
  void close(
      @Bind("id") long id,
      @Bind("state") int state,
      @Bind("now") long nowMs,
      @Bind("by") long closedById,
      @Bind("resolution") String resolution);

  @SqlQuery("SELECT count(*) FROM report WHERE user_id = :user AND state = 0")
  int countOpen(@Bind("user") long userId);

  /** What somebody wrote goes with the account; that there was a report stays. */
  @SqlUpdate("UPDATE report SET comment = '' WHERE reporter_id = :user AND comment <> ''")
  int forgetComments(@Bind("user") long userId);

  /** The oldest open reports of an account, for this transaction to end. */
  @SqlQuery(
      SELECT + "WHERE user_id = :user AND state = 0 ORDER BY id LIMIT :limit FOR NO KEY UPDATE")
  List<ReportRow> lockOpenOf(@Bind("user") long userId, @Bind("limit") int limit);

  /**
   * Which reports.
   *
   * @param assigneeId 0 = anybody's
   * @param userId 0 = of anybody
   * @param cursor exclusive
   */
  record Filter(int state, long assigneeId, long userId, long cursor, int limit) {}
}
