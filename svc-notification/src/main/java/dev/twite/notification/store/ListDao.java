package dev.twite.notification.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/**
 * Reads groups without hidden actors. Those are few among a recipient's causes: their share of each
 * group is counted once, and groups of theirs alone are left out.
 */
public interface ListDao {
  /** Newest first. */
  @SqlQuery(
      """
      WITH unseen AS MATERIALIZED (
        SELECT group_id, count(*) AS causes FROM cause
        WHERE recipient_id = :user AND actor_id = ANY(:hidden) AND active
        GROUP BY group_id)
      SELECT shown.id, shown.type, shown.subject_id,
        array(SELECT actor_id FROM cause
              WHERE recipient_id = :user AND cause.group_id = shown.group_id AND active
                AND actor_id <> ALL(:hidden)
              ORDER BY cause.id DESC LIMIT :actors) AS actor_ids,
        shown.actors_count - coalesce(unseen.causes, 0) AS actors_count,
        shown.last_at_ms
      FROM notification AS shown LEFT JOIN unseen ON unseen.group_id = shown.group_id
      WHERE shown.recipient_id = :user AND shown.id < :before
        AND shown.actors_count > coalesce(unseen.causes, 0)
      ORDER BY shown.id DESC
      LIMIT :limit
      """)
  @RegisterConstructorMapper(ListedGroup.class)
  List<ListedGroup> newest(
      @Bind("user") long userId,
      @Bind("hidden") long[] hidden,
      @Bind("before") long before,
      @Bind("actors") int actors,
      @Bind("limit") int limit);

  /** Those that are there, in the order asked for. */
  @SqlQuery(
      """
      WITH unseen AS MATERIALIZED (
        SELECT group_id, count(*) AS causes FROM cause
        WHERE recipient_id = :user AND actor_id = ANY(:hidden) AND active
        GROUP BY group_id)
      SELECT shown.id, shown.type, shown.subject_id,
        array(SELECT actor_id FROM cause
              WHERE recipient_id = :user AND cause.group_id = shown.group_id AND active
                AND actor_id <> ALL(:hidden)
              ORDER BY cause.id DESC LIMIT :actors) AS actor_ids,
        shown.actors_count - coalesce(unseen.causes, 0) AS actors_count,
        shown.last_at_ms
      FROM unnest(:ids) WITH ORDINALITY AS asked (id, place)
        JOIN notification AS shown ON shown.recipient_id = :user AND shown.id = asked.id
        LEFT JOIN unseen ON unseen.group_id = shown.group_id
      WHERE shown.actors_count > coalesce(unseen.causes, 0)
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(ListedGroup.class)
  List<ListedGroup> byIds(
      @Bind("user") long userId,
      @Bind("hidden") long[] hidden,
      @Bind("ids") long[] ids,
      @Bind("actors") int actors);

  /** Counts no further than {@code limit}. */
  @SqlQuery(
      """
      WITH unseen AS MATERIALIZED (
        SELECT group_id, count(*) AS causes FROM cause
        WHERE recipient_id = :user AND actor_id = ANY(:hidden) AND active
        GROUP BY group_id)
      SELECT count(*) FROM (
        SELECT FROM notification AS shown LEFT JOIN unseen ON unseen.group_id = shown.group_id
        WHERE shown.recipient_id = :user AND shown.id > :after
          AND shown.actors_count > coalesce(unseen.causes, 0)
        LIMIT :limit) AS counted
      """)
  int countAfter(
      @Bind("user") long userId,
      @Bind("hidden") long[] hidden,
      @Bind("after") long after,
      @Bind("limit") int limit);
}
