package dev.twite.common.clickhouse;

import dev.twite.common.clickhouse.ClickHouse.RowReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.BatchHandler.Gap;
import dev.twite.common.kafka.Place;
import dev.twite.common.kafka.Position;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table of what came out of topics, each record once (R19), whoever else writes and whenever
 * somebody is killed.
 *
 * <p>Inserts are numbered, and the number is the token by which ClickHouse drops the second of two.
 * A writer reads how far the table is, inserts what is beyond that under the next number, and then
 * looks whether the number is its own. If not, somebody was faster (a process that was believed
 * dead, an insert of which the answer was lost) and it begins again with what is true now. So the
 * positions that an insert relies on are those of exactly the blocks before it. The table has the
 * columns {@code block, writer, topic, partition, topic_id, leader_epoch, place} besides its own,
 * as {@code sql/analytics} says, and why it holds is in svc-analytics/RATIONALE.md. For one thread.
 *
 * @param <R> a row
 */
public final class Ledger<R extends Ledger.Row> {
  private static final Logger log = LoggerFactory.getLogger(Ledger.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  // The embedded front takes 64 MB at most, and a longer insert would near its time limit.
  private static final int MOST_ROWS = 20_000;

  private final ClickHouse clickhouse;
  private final String table;
  private final String columns;
  private final String marks;
  private final int ownColumns;
  private final Writer<R> writer;
  private final Map<TopicIdPartition, Position> positions = new HashMap<>();
  // Their rows of before ids were kept are of a log that is gone.
  private final Set<TopicPartition> disowned = new HashSet<>();
  private long lastBlock;
  private boolean inStep;

  /** A row knows where it comes from. */
  public interface Row {
    Place place();
  }

  /** Sets a row's own columns; the first has the number 1. */
  public interface Writer<R> {
    void write(PreparedStatement statement, R row) throws SQLException;
  }

  /**
   * @param columns the row's own, all but those that every ledger has
   */
  public Ledger(ClickHouse clickhouse, String table, List<String> columns, Writer<R> writer) {
    this.clickhouse = clickhouse;
    this.table = table;
    this.columns = String.join(", ", columns);
    this.marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
    this.ownColumns = columns.size();
    this.writer = writer;
  }

  /** How far each log is in the table; none where it knows of none. */
  public Map<TopicPartition, Position> positions(Collection<TopicIdPartition> logs) {
    // Others wrote while the partitions were theirs: what was true hours ago isn't asked for.
    inStep = false;
    getInStep();
    Map<TopicPartition, Position> known = new HashMap<>();
    logs.forEach(log -> position(log).ifPresent(it -> known.put(log.topicPartition(), it)));
    return known;
  }

  /**
   * Takes in that positions don't fit. Rows of before ids were kept say how far some log is; where
   * that ends before them, it is another, made anew. Where it has only lost its beginning they
   * still count: the positions of another table may be the ones that don't fit.
   */
  public void disown(Map<TopicPartition, Gap> gaps) {
    gaps.forEach(
        (partition, gap) -> {
          if (gap.kept() > gap.oldest()) {
            disowned.add(partition);
            positions.remove(unnamed(partition));
          }
        });
  }

  /**
   * Adds the rows that are not in the table yet: in one insert, all or none, or in several where
   * they are many. No record is ever there by halves.
   *
   * @param rows of a partition in the order of the records
   */
  public void append(List<R> rows) {
    Slices.of(rows, MOST_ROWS).forEach(this::appendSlice);
  }

  private void appendSlice(List<R> rows) {
    while (true) {
      getInStep();
      List<R> fresh = rows.stream().filter(this::isFresh).toList();
      if (fresh.isEmpty()) {
        return;
      }
      long block = lastBlock + 1;
      long attempt = RANDOM.nextLong() & Long.MAX_VALUE;
      // Until it is known how this ended, nothing is.
      inStep = false;
      insert(fresh, block, attempt);
      boolean won = isOurs(block, attempt);
      // Ours or another's, or removed since: the number is used up.
      lastBlock = block;
      if (won) {
        fresh.forEach(row -> put(row.place()));
        inStep = true;
        return;
      }
      log.info("{}: another writer has block {}", table, block);
    }
  }

  private boolean isFresh(R row) {
    return position(row.place().log()).filter(known -> known.covers(row.place())).isEmpty();
  }

  private Optional<Position> position(TopicIdPartition log) {
    return Optional.ofNullable(positions.get(log))
        .or(() -> Optional.ofNullable(positions.get(unnamed(log.topicPartition()))));
  }

  private void put(Place place) {
    positions.put(place.log(), Position.after(place));
    // A topic that is made anew from now on has nothing in common with it.
    positions.remove(unnamed(place.log().topicPartition()));
  }

  /**
   * A partition in rows of before ids and epochs were kept: taken for the log there is, until the
   * log has rows by its own name.
   */
  private static TopicIdPartition unnamed(TopicPartition partition) {
    return new TopicIdPartition(Uuid.ZERO_UUID, partition);
  }

  private void getInStep() {
    if (inStep) {
      return;
    }
    long newest = ask("SELECT max(block) FROM " + table, row -> row.getLong(1)).getFirst();
    lastBlock = Math.max(lastBlock, newest);
    Map<TopicIdPartition, Position> found = new HashMap<>();
    ask(
        """
        SELECT topic, partition, topic_id, leader_epoch, max(place)
        FROM %s
        GROUP BY topic, partition, topic_id, leader_epoch
        ORDER BY leader_epoch
        """
            .formatted(table),
        row -> {
          TopicPartition partition = new TopicPartition(row.getString(1), row.getInt(2));
          long next = row.getLong(5) + 1;
          String id = row.getString(3);
          return id.isEmpty()
              ? found.put(unnamed(partition), new Position(next, Position.NO_EPOCH))
              : found.put(
                  new TopicIdPartition(Uuid.fromString(id), partition),
                  new Position(next, row.getInt(4)));
        });
    positions.clear();
    positions.putAll(found);
    forgetUnnamed();
    inStep = true;
  }

  private void forgetUnnamed() {
    disowned.forEach(partition -> positions.remove(unnamed(partition)));
    List<TopicPartition> named =
        positions.keySet().stream()
            .filter(log -> !log.topicId().equals(Uuid.ZERO_UUID))
            .map(TopicIdPartition::topicPartition)
            .toList();
    named.forEach(partition -> positions.remove(unnamed(partition)));
  }

  private void insert(List<R> rows, long block, long attempt) {
    String sql =
        """
        INSERT INTO %s (%s, block, writer, topic, partition, topic_id, leader_epoch, place)
        SETTINGS insert_deduplicate = 1, insert_deduplication_token = '%d', async_insert = 0
        VALUES (%s, %d, %d, ?, ?, ?, ?, ?)
        """
            .formatted(table, columns, block, marks, block, attempt);
    clickhouse.insert(
        sql,
        rows,
        (statement, row) -> {
          writer.write(statement, row);
          TopicIdPartition log = row.place().log();
          statement.setString(ownColumns + 1, log.topic());
          statement.setInt(ownColumns + 2, log.partition());
          statement.setString(ownColumns + 3, log.topicId().toString());
          statement.setInt(ownColumns + 4, row.place().leaderEpoch());
          statement.setLong(ownColumns + 5, row.place().offset());
        });
  }

  private boolean isOurs(long block, long attempt) {
    String sql =
        "SELECT count() FROM %s WHERE block = %d AND writer = %d".formatted(table, block, attempt);
    return ask(sql, row -> row.getLong(1)).getFirst() > 0;
  }

  /** There is nothing of an event in these questions: one that is refused makes events wait. */
  private <T> List<T> ask(String sql, RowReader<T> reader) {
    try {
      return clickhouse.query(sql, reader);
    } catch (IllegalStateException refused) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, ErrorCode.UNAVAILABLE.title(), refused);
    }
  }
}
