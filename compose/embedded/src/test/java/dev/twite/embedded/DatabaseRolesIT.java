package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseRolesIT {
  private static final String DATABASE =
      "twite \"quoted' " + UUID.randomUUID().toString().substring(0, 8);
  private static final String PASSWORD = "it's a \\ \"secret\" %I";

  private static ServiceDatabase tweet;
  private static ServiceDatabase follow;

  @BeforeAll
  static void provision() throws SQLException {
    DatabaseRoles roles = TestServers.postgres().roles();
    tweet = roles.provision(DATABASE, "roles_tweet", PASSWORD, PASSWORD);
    follow = roles.provision(DATABASE, "roles_follow", PASSWORD, PASSWORD);
    try (Connection owner = tweet.connectAsOwner()) {
      execute(
          owner,
          """
          CREATE TABLE tweets (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body text);
          CREATE SEQUENCE numbers;
          CREATE FUNCTION answer() RETURNS int LANGUAGE sql AS 'SELECT 42';
          """);
    }
  }

  @Test
  void theServiceWorksWithItsRows() throws SQLException {
    try (Connection app = tweet.connectAsApp()) {
      execute(app, "INSERT INTO tweets (body) VALUES ('hello')");
      execute(app, "UPDATE tweets SET body = 'hello again'");
      assertThat(query(app, "SELECT body FROM roles_tweet.tweets")).isEqualTo("hello again");
      execute(app, "DELETE FROM tweets");
      assertThat(query(app, "SELECT nextval('numbers')")).isEqualTo("1");
      assertThat(query(app, "SELECT answer()")).isEqualTo("42");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE TABLE mine (n int)",
        "CREATE TABLE public.mine (n int)",
        "CREATE TEMPORARY TABLE mine (n int)",
        "CREATE SCHEMA mine",
        "ALTER TABLE tweets ADD COLUMN n int",
        "TRUNCATE tweets",
        "DROP TABLE tweets",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "SET ROLE roles_tweet_owner",
      })
  void theServiceMayNotChangeTheSchema(String sql) throws SQLException {
    try (Connection app = tweet.connectAsApp()) {
      assertThatThrownBy(() -> execute(app, sql)).isInstanceOf(SQLException.class);
    }
  }

  @Test
  void anotherServiceSeesNothing() throws SQLException {
    for (ServiceConnection connection :
        new ServiceConnection[] {follow::connectAsApp, follow::connectAsOwner}) {
      try (Connection other = connection.open()) {
        assertDenied(() -> query(other, "SELECT count(*) FROM roles_tweet.tweets"));
        assertDenied(() -> query(other, "SELECT nextval('roles_tweet.numbers')"));
        assertDenied(() -> query(other, "SELECT roles_tweet.answer()"));
        assertDenied(() -> execute(other, "CREATE TABLE roles_tweet.mine (n int)"));
      }
    }
  }

  @Test
  void theOwnerMakesTablesInItsSchemaOnly() throws SQLException {
    try (Connection owner = follow.connectAsOwner()) {
      execute(owner, "CREATE TABLE edges (n int)");
      assertThat(query(owner, "SELECT 'roles_follow.edges'::regclass::text")).isEqualTo("edges");
      assertDenied(() -> execute(owner, "CREATE TABLE public.mine (n int)"));
      assertDenied(() -> execute(owner, "CREATE SCHEMA mine"));
    }
  }

  @Test
  void nobodyGetsInByBeingPublic() throws SQLException {
    ServiceDatabase elsewhere =
        TestServers.postgres().roles().provision(DATABASE + "2", "roles_tweet", PASSWORD, PASSWORD);
    ServiceDatabase stranger =
        new ServiceDatabase("roles_follow", elsewhere.jdbcUrl(), follow.owner(), follow.app());
    assertThatThrownBy(stranger::connectAsApp)
        .hasMessageContaining("permission denied for database");
    ServiceDatabase maintenance =
        new ServiceDatabase(
            "roles_follow", TestServers.postgres().superuserUrl(), follow.owner(), follow.app());
    assertThatThrownBy(maintenance::connectAsApp)
        .hasMessageContaining("permission denied for database");
  }

  @Test
  void limitsStatementsAndIdleTransactions() throws SQLException {
    try (Connection app = tweet.connectAsApp()) {
      assertThat(query(app, "SHOW statement_timeout")).isEqualTo("5s");
      assertThat(query(app, "SHOW idle_in_transaction_session_timeout")).isEqualTo("30s");
      assertThat(query(app, "SHOW search_path")).isEqualTo("roles_tweet");
    }
    try (Connection owner = tweet.connectAsOwner()) {
      assertThat(query(owner, "SHOW statement_timeout")).isEqualTo("0");
    }
  }

  @Test
  void provisioningAgainRenewsThePasswordsAndKeepsTheRows() throws SQLException {
    DatabaseRoles roles = TestServers.postgres().roles();
    ServiceDatabase first = roles.provision(DATABASE, "roles_again", "old", "old");
    try (Connection owner = first.connectAsOwner()) {
      execute(owner, "CREATE TABLE kept AS SELECT 1 AS n");
    }
    ServiceDatabase second = roles.provision(DATABASE, "roles_again", "new", "newer");
    assertThatThrownBy(first::connectAsApp).hasMessageContaining("password");
    assertThatThrownBy(first::connectAsOwner).hasMessageContaining("password");
    try (Connection app = second.connectAsApp()) {
      assertThat(query(app, "SELECT n FROM kept")).isEqualTo("1");
    }
  }

  @Test
  void manyMayProvisionAtOnce() {
    DatabaseRoles roles = TestServers.postgres().roles();
    CompletableFuture<?>[] all =
        IntStream.range(0, 8)
            .mapToObj(
                n ->
                    CompletableFuture.runAsync(
                        () -> roles.provision("many" + n % 2, "roles_many", "same", "same")))
            .toArray(CompletableFuture<?>[]::new);
    assertThatCode(() -> CompletableFuture.allOf(all).join()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Tweet", "tweet-1", "x\"; DROP ROLE postgres; --", "tweet_owner"})
  void refusesWhatIsNotAServiceName(String service) {
    DatabaseRoles roles = TestServers.postgres().roles();
    assertThatThrownBy(() -> roles.provision(DATABASE, service, "a", "b"))
        .isInstanceOf(ServerException.class)
        .rootCause()
        .hasMessageContaining("is not a service name");
  }

  /** Opens a connection with one of the two roles. */
  private interface ServiceConnection {
    Connection open() throws SQLException;
  }

  private static void assertDenied(ThrowingCallable call) {
    assertThatThrownBy(call).hasMessageContaining("permission denied");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
