package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The least that any durable tweet must do: one row inserted and committed, by as many connections
 * as clients write with, on the same server. What {@code pgbench -f insert.sql -M prepared} does;
 * the embedded PostgreSQL comes without that program.
 */
final class RawInserts {
  private static final String TEXT = "x".repeat(100);

  private final Postgres postgres;

  RawInserts(Postgres postgres) {
    this.postgres = postgres;
  }

  /** Commits a second. */
  double run(int clients, Duration time) {
    try (Connection setup = postgres.connect();
        Statement statement = setup.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS public.bench_insert");
      statement.execute(
          "CREATE TABLE public.bench_insert (id bigint PRIMARY KEY, author_id bigint NOT NULL,"
              + " text text NOT NULL, created_at timestamptz NOT NULL DEFAULT now())");
      double rate = insert(clients, time);
      statement.execute("DROP TABLE public.bench_insert");
      return rate;
    } catch (SQLException e) {
      throw new BenchException("PostgreSQL refuses the plain inserts: " + e.getMessage(), e);
    }
  }

  private double insert(int clients, Duration time) throws SQLException {
    List<Connection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < clients; i++) {
        connections.add(postgres.connect());
      }
      AtomicLong ids = new AtomicLong();
      AtomicLong done = new AtomicLong();
      AtomicReference<SQLException> fault = new AtomicReference<>();
      long begin = System.nanoTime();
      List<Thread> threads = new ArrayList<>();
      for (Connection connection : connections) {
        threads.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      try {
                        done.addAndGet(work(connection, ids, begin + time.toNanos()));
                      } catch (SQLException failed) {
                        fault.set(failed);
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      if (fault.get() != null) {
        throw fault.get();
      }
      return done.get() / ((System.nanoTime() - begin) / 1e9);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    } finally {
      for (Connection connection : connections) {
        connection.close();
      }
    }
  }

  /** Each execute commits: the connection is in auto-commit mode. */
  private static long work(Connection connection, AtomicLong ids, long end) throws SQLException {
    long count = 0;
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO public.bench_insert (id, author_id, text) VALUES (?, ?, ?)")) {
      while (System.nanoTime() < end) {
        long id = ids.incrementAndGet();
        insert.setLong(1, id);
        insert.setLong(2, id % 1_000);
        insert.setString(3, TEXT);
        insert.executeUpdate();
        count++;
      }
    }
    return count;
  }
}
