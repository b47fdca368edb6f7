package dev.twite.search.figures;

import dev.twite.embedded.ServiceDatabase;
import dev.twite.embedded.TestServers;
import dev.twite.proto.events.v1.TweetCreated;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * PostgreSQL's full-text search, as one would use it: a generated tsvector under a GIN index, and
 * ordinary indexes for the rest. Its configuration {@code russian} stems English words by the
 * English rules and Russian ones by the Russian.
 */
final class PostgresEngine implements Engine, AutoCloseable {
  private static final int BATCH = 1_000;
  private static final List<String> SCHEMA =
      List.of(
          "CREATE TABLE person (id bigint PRIMARY KEY, handle text NOT NULL UNIQUE)",
          """
          CREATE TABLE tweet (
            id bigint PRIMARY KEY,
            author_id bigint NOT NULL,
            created_at timestamptz NOT NULL,
            is_public boolean NOT NULL,
            likes integer NOT NULL,
            body text NOT NULL,
            words tsvector GENERATED ALWAYS AS (to_tsvector('russian', body)) STORED)
          """,
          "CREATE TABLE tweet_tag (tag text, tweet_id bigint, PRIMARY KEY (tag, tweet_id))",
          "CREATE INDEX tweet_words ON tweet USING gin (words)",
          "CREATE INDEX tweet_author ON tweet (author_id, id)",
          "CREATE INDEX tweet_created ON tweet (created_at)");
  private static final String NEW_TWEET =
      "INSERT INTO tweet (id, author_id, created_at, is_public, likes, body)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String NEW_TAG = "INSERT INTO tweet_tag (tag, tweet_id) VALUES (?, ?)";
  private static final String NEWEST = " AND is_public ORDER BY id DESC LIMIT ?";
  private static final String FRESHNESS =
      " / (1 + extract(epoch FROM now() - created_at) / 86400) * (1 + ln(1 + likes)) DESC LIMIT ?";

  private final ServiceDatabase database = TestServers.database("search");
  private final BlockingQueue<Connection> connections;

  PostgresEngine(int clients) throws SQLException {
    connections = new ArrayBlockingQueue<>(clients);
    for (int i = 0; i < clients; i++) {
      connections.add(connect());
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : SCHEMA) {
        statement.execute(sql);
      }
    }
  }

  void join(List<Long> authors) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement insert =
            connection.prepareStatement("INSERT INTO person (id, handle) VALUES (?, ?)")) {
      for (int i = 0; i < authors.size(); i++) {
        insert.setLong(1, authors.get(i));
        insert.setString(2, Questions.handle(i));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  /** Loads all, a thousand a transaction; seconds. */
  double load(List<TweetCreated> tweets, List<Integer> likes) throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      for (int from = 0; from < tweets.size(); from += BATCH) {
        int to = Math.min(from + BATCH, tweets.size());
        insert(connection, tweets.subList(from, to), likes.subList(from, to));
        connection.commit();
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** What a night would do: index entries in their places, statistics; seconds. */
  double tidy() throws SQLException {
    long start = System.nanoTime();
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE tweet, tweet_tag, person");
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /** One tweet in a transaction of its own. */
  void write(TweetCreated tweet) throws Exception {
    Connection connection = connections.take();
    try {
      connection.setAutoCommit(false);
      insert(connection, List.of(tweet), List.of(0));
      connection.commit();
    } finally {
      connection.setAutoCommit(true);
      connections.add(connection);
    }
  }

  /** Bytes of tables and indexes. */
  long size() throws SQLException {
    return number(
        "SELECT pg_total_relation_size('tweet') + pg_total_relation_size('tweet_tag')"
            + " + pg_total_relation_size('person')");
  }

  /** Bytes of the tsvectors' index alone. */
  long sizeOfWords() throws SQLException {
    return number("SELECT pg_relation_size('tweet_words')");
  }

  @Override
  public List<Long> recent(Question question, int limit) throws Exception {
    List<Object> values = new ArrayList<>(question.values());
    values.add(limit);
    return ids("SELECT id FROM tweet WHERE " + question.condition() + NEWEST, values);
  }

  @Override
  public List<Long> top(Question question) throws Exception {
    List<Object> values = new ArrayList<>(question.values());
    String rank = "1.0";
    if (!question.words().isEmpty()) {
      rank = "ts_rank(words, websearch_to_tsquery('russian', ?))";
      values.add(question.words());
    }
    values.add(PAGE);
    return ids(
        "SELECT id FROM tweet WHERE "
            + question.condition()
            + " AND is_public ORDER BY "
            + rank
            + FRESHNESS,
        values);
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }

  private List<Long> ids(String sql, List<Object> values) throws Exception {
    Connection connection = connections.take();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.size(); i++) {
        select.setObject(i + 1, values.get(i));
      }
      List<Long> ids = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getLong(1));
        }
      }
      return ids;
    } finally {
      connections.add(connection);
    }
  }

  private long number(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void insert(Connection connection, List<TweetCreated> tweets, List<Integer> likes)
      throws SQLException {
    try (PreparedStatement tweet = connection.prepareStatement(NEW_TWEET);
        PreparedStatement tag = connection.prepareStatement(NEW_TAG)) {
      for (int i = 0; i < tweets.size(); i++) {
        TweetCreated one = tweets.get(i);
        tweet.setLong(1, one.getTweetId());
        tweet.setLong(2, one.getAuthorId());
        tweet.setObject(3, Instant.ofEpochMilli(one.getCreatedAtMs()).atOffset(ZoneOffset.UTC));
        tweet.setBoolean(4, true);
        tweet.setInt(5, likes.get(i));
        tweet.setString(6, one.getText());
        tweet.addBatch();
        for (String word : one.getHashtagsList()) {
          tag.setString(1, word);
          tag.setLong(2, one.getTweetId());
          tag.addBatch();
        }
      }
      tweet.executeBatch();
      tag.executeBatch();
    }
  }

  private Connection connect() throws SQLException {
    String url = database.jdbcUrl();
    Connection connection =
        DriverManager.getConnection(
            url + (url.contains("?") ? "&" : "?") + "reWriteBatchedInserts=true",
            database.owner().user(),
            database.owner().password());
    try (Statement statement = connection.createStatement()) {
      // A plan for each question: a general one suits neither frequent nor rare words.
      statement.execute("SET plan_cache_mode = force_custom_plan");
    }
    return connection;
  }
}
