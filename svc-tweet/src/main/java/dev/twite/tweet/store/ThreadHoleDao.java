package dev.twite.tweet.store;

import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Table {@code thread_hole}: what deleted replies answered. */
public interface ThreadHoleDao {
  /** Marks those of the tweets that are replies; call it before they go. */
  @SqlUpdate(
      """
      INSERT INTO thread_hole (id, reply_to_id)
      SELECT id, reply_to_id FROM tweet WHERE id = ANY(:ids) AND reply_to_id IS NOT NULL
      ON CONFLICT DO NOTHING
      """)
  void mark(@Bind("ids") long[] ids);
}
