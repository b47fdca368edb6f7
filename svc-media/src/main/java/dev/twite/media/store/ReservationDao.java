package dev.twite.media.store;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code reservation}. */
public interface ReservationDao {
  @SqlUpdate(
      """
      INSERT INTO reservation (for_id, media_id, kept_until_ms)
      SELECT :forId, media_id, :until FROM unnest(:ids) AS media_id
      ON CONFLICT (for_id, media_id) DO UPDATE SET kept_until_ms = excluded.kept_until_ms
      """)
  void insert(@Bind("forId") long forId, @Bind("ids") long[] ids, @Bind("until") long untilMs);

  /** Ends what an owner's items are held for; the items' ids. */
  @SqlQuery(
      """
      DELETE FROM reservation USING item
      WHERE for_id = :forId AND item.id = media_id AND item.owner_id = :owner
      RETURNING media_id
      """)
  List<Long> remove(@Bind("owner") long owner, @Bind("forId") long forId);

  /** Ends some that nothing came of in time; the items' ids. */
  @SqlQuery(
      """
      DELETE FROM reservation
      WHERE (for_id, media_id) IN (
        SELECT for_id, media_id FROM reservation
        WHERE kept_until_ms <= :now
        ORDER BY kept_until_ms
        LIMIT :bite
        FOR UPDATE SKIP LOCKED)
      RETURNING media_id
      """)
  List<Long> removeLapsed(@Bind("now") long nowMs, @Bind("bite") int bite);
}
