package dev.twite.media.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code blob}. */
public interface BlobDao {
  /** One lock for all: the services of a database share one space of keys. */
  long SWEEP_LOCK = 6_220_931_587_004_417_733L;

  /** Keeps a blob from being collected for a while, also one that is about to be stored. */
  @SqlUpdate(
      """
      INSERT INTO blob (key, size, touched_at_ms) VALUES (:key, :size, :now)
      ON CONFLICT (key) DO UPDATE SET touched_at_ms = greatest(blob.touched_at_ms, excluded.touched_at_ms)
      """)
  void touch(@Bind("key") String key, @Bind("size") long size, @Bind("now") long nowMs);

  /** The size of what somebody's picture or its preview is. */
  @SqlQuery(
      """
      SELECT size FROM blob
      WHERE key = :key
        AND (EXISTS (SELECT FROM item WHERE item.key = blob.key)
          OR EXISTS (SELECT FROM item WHERE item.preview_key = blob.key))
      """)
  Optional<Long> sizeOfShown(@Bind("key") String key);

  /** Some that are nobody's, held until the transaction ends. */
  @SqlQuery(
      """
      SELECT key FROM blob
      WHERE touched_at_ms < :before
        AND NOT EXISTS (SELECT FROM item WHERE item.key = blob.key)
        AND NOT EXISTS (SELECT FROM item WHERE item.preview_key = blob.key)
      ORDER BY touched_at_ms
      LIMIT :bite
      FOR UPDATE SKIP LOCKED
      """)
  List<String> unused(@Bind("before") long beforeMs, @Bind("bite") int bite);

  @SqlUpdate("DELETE FROM blob WHERE key = ANY(:keys)")
  void remove(@Bind("keys") String[] keys);

  /** Whether this transaction is the one that sweeps. */
  @SqlQuery("SELECT pg_try_advisory_xact_lock(" + SWEEP_LOCK + ")")
  boolean maySweep();
}
