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

  /** Those of the owner that there are, which stay so until the transaction ends. */
  @SqlQuery(
      """
      SELECT id, owner_id, kind, key, preview_key, width, height, alt, blurhash, created_at_ms, kept_until_ms
      FROM item
      WHERE id = ANY(:ids) AND owner_id = :owner
      ORDER BY id
      FOR KEY SHARE
      """)
  @RegisterConstructorMapper(ItemRow.class)
  List<ItemRow> hold(@Bind("owner") long owner, @Bind("ids") long[] ids);

  /** From now on what uses them keeps them. Those of the owner, held until the transaction ends. */
  @SqlQuery(
      """
      WITH held AS (
        SELECT id FROM item WHERE id = ANY(:ids) AND owner_id = :owner ORDER BY id FOR UPDATE
      )
      UPDATE item SET kept_until_ms = 0
      FROM held WHERE item.id = held.id
      RETURNING item.id
      """)
  List<Long> take(@Bind("owner") long owner, @Bind("ids") long[] ids);

  /** Waits for whoever is about to name or use them. To be called before {@link #removeUnused}. */
  @SqlQuery("SELECT id FROM item WHERE id = ANY(:ids) ORDER BY id FOR UPDATE")
  List<Long> lock(@Bind("ids") long[] ids);

  /**
   * Removes those of the items that nothing uses and nothing is about to. They are locked by an
   * earlier statement: this one then sees what those who had them before have written.
   */
  @SqlUpdate(
      """
      DELETE FROM item
      WHERE id = ANY(:ids) AND kept_until_ms <= :now
        AND NOT EXISTS (SELECT FROM attachment WHERE media_id = item.id)
        AND NOT EXISTS (
          SELECT FROM reservation WHERE media_id = item.id AND reservation.kept_until_ms > :now)
      """)
  int removeUnused(@Bind("ids") long[] ids, @Bind("now") long nowMs);

  /** Some of those that nothing has used in time. */
  @SqlQuery(
      """
      SELECT id FROM item
      WHERE kept_until_ms BETWEEN 1 AND :now
        AND NOT EXISTS (SELECT FROM attachment WHERE media_id = item.id)
        AND NOT EXISTS (
          SELECT FROM reservation WHERE media_id = item.id AND reservation.kept_until_ms > :now)
      LIMIT :bite
      FOR UPDATE SKIP LOCKED
      """)
  List<Long> expired(@Bind("now") long nowMs, @Bind("bite") int bite);

  /** Removes some of an account's. */
  @SqlUpdate(
      """
      DELETE FROM item
      WHERE id IN (SELECT id FROM item WHERE owner_id = :owner ORDER BY id LIMIT :bite FOR UPDATE)
      """)
  int removeOf(@Bind("owner") long owner, @Bind("bite") int bite);
}
