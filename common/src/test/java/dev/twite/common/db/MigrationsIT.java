package dev.twite.common.db;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.testing.TestEnv;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an upgrade and a way back rely on. */
class MigrationsIT {
  private DbConfig config;

  @BeforeEach
  void migrate() {
    ConfigReader reader = new ConfigReader("sample", new TestEnv().postgres("sample").asMap());
    config = DbConfig.from(reader);
    Migrations.run(config);
  }

  @Test
  void anOlderVersionStartsOnANewerSchema() throws SQLException {
    change(
        """
        INSERT INTO flyway_schema_history
          (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
        VALUES (999, '999', 'newer', 'SQL', 'V999__newer.sql', 1, current_user, 1, true)
        """);
    assertThatCode(() -> Migrations.run(config)).doesNotThrowAnyException();
  }

  @Test
  void aMigrationThatHasChangedSinceItRanIsRefused() throws SQLException {
    change("UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '1'");
    assertThatThrownBy(() -> Migrations.run(config))
        .hasMessageContaining("Migration checksum mismatch");
  }

  private void change(String sql) throws SQLException {
    try (Connection owner =
        DriverManager.getConnection(
            config.url(), config.ownerUser(), config.ownerPassword().reveal())) {
      owner.createStatement().execute(sql);
    }
  }
}
