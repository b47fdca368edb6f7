package dev.twite.admin.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code dead_letter_done}: dead letters that are off the list. */
public interface DoneDao {
  /** 0 when another was quicker. */
  @SqlUpdate(
      """
      INSERT INTO dead_letter_done (topic, partition, record_offset, record_at_ms, replayed, done_at_ms)
      VALUES (:topic, :partition, :offset, :recordAtMs, :replayed, :now)
      ON CONFLICT DO NOTHING
      """)
  int insert(@BindMethods Done done);

  /** Those of a partition, from an offset on. */
  @RegisterConstructorMapper(Mark.class)
  @SqlQuery(
      """
      SELECT record_offset AS "offset", record_at_ms FROM dead_letter_done
      WHERE topic = :topic AND partition = :partition AND record_offset >= :from
      """)
  List<Mark> marks(
      @Bind("topic") String topic, @Bind("partition") int partition, @Bind("from") long from);

  /** One that was replayed or dropped. */
  record Done(
      String topic, int partition, long offset, long recordAtMs, boolean replayed, long now) {}

  /** What tells records of a partition apart, even when their topic was made anew. */
  record Mark(long offset, long recordAtMs) {}
}
