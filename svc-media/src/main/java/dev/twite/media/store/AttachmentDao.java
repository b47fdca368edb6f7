package dev.twite.media.store;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code attachment}. */
public interface AttachmentDao {
  @SqlUpdate(
      """
      INSERT INTO attachment (media_id, holder, holder_id)
      SELECT media_id, :holder, :holderId FROM unnest(:ids) AS media_id
      ON CONFLICT DO NOTHING
      """)
  void insert(
      @Bind("holder") String holder, @Bind("holderId") long holderId, @Bind("ids") long[] ids);

  /** Lets go of all that a holder has but {@code kept}; the items' ids. */
  @SqlQuery(
      """
      DELETE FROM attachment
      WHERE holder_id = :holderId AND holder = :holder AND media_id <> ALL(:kept)
      RETURNING media_id
      """)
  List<Long> remove(
      @Bind("holder") String holder, @Bind("holderId") long holderId, @Bind("kept") long[] kept);
}
