package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import dev.twite.bench.Person;
import dev.twite.common.id.IdSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tweets made in svc-tweet's table by SQL, for a million by REST would take hours: public, without
 * tags or mentions, in the order of their numbers, all older than now. The first thousand are by
 * the first few authors in turn, later ones by any, drawn by the number alone. No events tell of
 * them: lists in Redis and the search index don't have them, the authors' counts do.
 */
final class BulkTweets {
  /** So many, by so few: enough for pages far below what a list in Redis keeps. */
  static final int FIRST = 1_000;

  static final int FIRST_AUTHORS = 10;

  private static final Duration APART = Duration.ofSeconds(2);
  private static final int BATCH = 10_000;
  private static final String TEXT = String.join(" ", Texts.words()) + " ";

  private static final String INSERT =
      """
      INSERT INTO tweet.tweet (id, author_id, text, entities, conversation_id, visibility, home_entry,
        version, created_at_ms)
      SELECT id, author, ? || id, '', id, 1, true, 1, at
      FROM unnest(?, ?, ?) AS made (id, author, at)
      """;

  private static final String COUNT =
      """
      INSERT INTO profile.profile_count (user_id, followers, following, tweets)
      SELECT author_id, 0, 0, count(*) FROM tweet.tweet GROUP BY author_id
      ON CONFLICT (user_id) DO UPDATE SET tweets = excluded.tweets
      """;

  private final Postgres postgres;
  private final List<Person> authors;
  private final Instant begin;
  private int made;

  /**
   * @param most how many there will be at most
   */
  BulkTweets(Postgres postgres, List<Person> authors, int most, Instant now) {
    this.postgres = postgres;
    this.authors = List.copyOf(authors);
    this.begin = now.minus(APART.multipliedBy(most));
  }

  /** Makes as many as are missing; where there are too many, all anew. */
  void resize(int total) {
    try (Connection connection = postgres.connect();
        PreparedStatement insert = connection.prepareStatement(INSERT);
        Statement statement = connection.createStatement()) {
      if (made > total) {
        statement.execute("TRUNCATE tweet.tweet");
        statement.execute("UPDATE profile.profile_count SET tweets = 0");
        made = 0;
      }
      while (made < total) {
        int end = Math.min(total, made + BATCH);
        insert(connection, insert, end - made);
        made = end;
      }
      statement.execute(COUNT);
      // As autovacuum leaves it, which would otherwise come at any time; and nothing left to write.
      statement.execute("VACUUM (ANALYZE) tweet.tweet");
      statement.execute("VACUUM (ANALYZE) profile.profile_count");
      statement.execute("CHECKPOINT");
    } catch (SQLException e) {
      throw new BenchException("PostgreSQL refuses the tweets: " + e.getMessage(), e);
    }
  }

  private void insert(Connection connection, PreparedStatement insert, int count)
      throws SQLException {
    Long[] ids = new Long[count];
    Long[] by = new Long[count];
    Long[] at = new Long[count];
    for (int i = 0; i < count; i++) {
      int number = made + i;
      ids[i] = id(begin, number);
      by[i] = authors.get(author(number, authors.size())).id();
      at[i] = IdSource.timeOf(ids[i]).toEpochMilli();
    }
    insert.setString(1, TEXT);
    insert.setArray(2, connection.createArrayOf("bigint", ids));
    insert.setArray(3, connection.createArrayOf("bigint", by));
    insert.setArray(4, connection.createArrayOf("bigint", at));
    insert.executeUpdate();
  }

  static long id(Instant begin, int number) {
    return IdSource.firstAt(begin.plus(APART.multipliedBy(number)));
  }

  /** The place of a tweet's author. */
  static int author(int number, int authors) {
    return number < FIRST ? number % FIRST_AUTHORS : new SplittableRandom(number).nextInt(authors);
  }
}
