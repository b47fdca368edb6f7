package dev.twite.media.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code item}. */
public interface ItemDao {
  @SqlUpdate(
      """
      INSERT INTO item (
        id, owner_id, kind, key, preview_key, width, height, alt, blurhash, created_at_ms, kept_until_ms)
      VALUES (
        :id, :ownerId, :kind, :key, :previewKey, :width, :height, :alt, :blurhash, :createdAtMs, :keptUntilMs)
      """)
  void insert(@BindMethods ItemRow row);

  /** In the order of {@code ids}. */
  @SqlQuery(
      """
      SELECT item.id, owner_id, kind, key, preview_key, width, height, alt, blurhash, created_at_ms, kept_until_ms
      FROM unnest(:ids) WITH ORDINALITY AS asked (id, place)
      JOIN item ON item.id = asked.id
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(ItemRow.class)
  List<ItemRow> byIds(@Bind("ids") long[] ids);

  /** Keeps an owner's items for a while, used or not; those there are. */
  @SqlQuery(
      """
      UPDATE item SET kept_until_ms = greatest(kept_until_ms, :until), reserved = reserved + 1
      WHERE id = ANY(:ids) AND owner_id = :owner
      RETURNING id
      """)
  List<Long> reserve(
      @Bind("owner") long owner, @Bind("ids") long[] ids, @Bind("until") long untilMs);

  /** From now on what uses them keeps them. Those of the owner, held until the transaction ends. */
  @SqlQuery(
      """
      WITH held AS (
        SELECT id FROM item WHERE id = ANY(:ids) AND owner_id = :owner ORDER BY id FOR UPDATE
      )
      UPDATE item SET
        reserved = greatest(reserved - 1, 0),
        kept_until_ms = CASE WHEN reserved > 1 THEN kept_until_ms ELSE 0 END
      FROM held WHERE item.id = held.id
      RETURNING item.id
      """)
  List<Long> take(@Bind("owner") long owner, @Bind("ids") long[] ids);

  /** Removes those of the items that nothing uses and nothing is about to. */
  @SqlUpdate(
      """
      DELETE FROM item
      WHERE id = ANY(:ids) AND kept_until_ms <= :now
        AND NOT EXISTS (SELECT FROM attachment WHERE media_id = item.id)
      """)
  int removeUnused(@Bind("ids") long[] ids, @Bind("now") long nowMs);

  /** Removes some of those that nothing has used in time. */
  @SqlUpdate(
      """
      DELETE FROM item
      WHERE kept_until_ms BETWEEN 1 AND :now
        AND NOT EXISTS (SELECT FROM attachment WHERE media_id = item.id)
        AND id IN (
          SELECT id FROM item
          WHERE kept_until_ms BETWEEN 1 AND :now
            AND NOT EXISTS (SELECT FROM attachment WHERE media_id = item.id)
          LIMIT :bite
          FOR UPDATE SKIP LOCKED)
      """)
  int removeExpired(@Bind("now") long nowMs, @Bind("bite") int bite);

  /** Removes some of an account's. */
  @SqlUpdate(
      """
      DELETE FROM item
      WHERE id IN (SELECT id FROM item WHERE owner_id = :owner ORDER BY id LIMIT :bite FOR UPDATE)
      """)
  int removeOf(@Bind("owner") long owner, @Bind("bite") int bite);
}
