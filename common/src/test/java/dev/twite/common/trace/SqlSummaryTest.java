package dev.twite.common.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlSummaryTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "SELECT id FROM tweet WHERE id = :id | SELECT tweet",
        "SELECT a FROM tweet AS t JOIN bookmark b ON b.id = t.id | SELECT tweet bookmark",
        "insert into thing (id, text) values (:id, :text) | INSERT thing",
        "INSERT INTO inbox (id) SELECT id FROM unnest(:ids) AS id ON CONFLICT DO NOTHING | INSERT"
            + " inbox SELECT",
        "INSERT INTO c (id) VALUES (:id) ON CONFLICT (id) DO UPDATE SET n = c.n + 1 | INSERT c",
        "UPDATE users SET name = 'from secret' WHERE id = :id | UPDATE users",
        "SELECT id FROM tweet WHERE id = :id FOR UPDATE | SELECT tweet",
        "WITH removed AS (DELETE FROM cause WHERE id = :id RETURNING id) SELECT id FROM removed |"
            + " DELETE cause SELECT",
        "WITH RECURSIVE up (id, depth) AS (SELECT id, 0 FROM tweet) SELECT id FROM up | SELECT"
            + " tweet",
        "SELECT id FROM a WHERE x IS DISTINCT FROM y -- FROM secret | SELECT a",
        "SELECT pg_advisory_xact_lock(:key) | SELECT",
        "VALUES (1) | SQL",
      })
  void aStatementIsItsVerbsAndTables(String sql, String summary) {
    assertThat(SqlSummary.of(sql)).isEqualTo(summary);
  }

  @ParameterizedTest
  @CsvSource({"SELECT id FROM 'canary'", "SELECT id FROM :canary", "SELECT 'FROM canary' FROM a"})
  void noValueGetsIntoIt_S22(String sql) {
    assertThat(SqlSummary.of(sql)).doesNotContain("canary");
  }
}
