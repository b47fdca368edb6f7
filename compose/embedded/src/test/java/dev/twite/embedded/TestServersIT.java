package dev.twite.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TestServersIT {
  @Test
  void isTheSameServerForAllTestsOfAJvm() {
    assertThat(TestServers.postgres()).isSameAs(TestServers.postgres());
    assertThat(TestServers.redis()).isSameAs(TestServers.redis());
    assertThat(TestServers.kafka()).isSameAs(TestServers.kafka());
  }

  @Test
  void givesEveryTestAnEmptyDatabase() throws SQLException {
    for (int test = 0; test < 2; test++) {
      ServiceDatabase database = TestServers.database("tweet");
      try (Connection owner = database.connectAsOwner();
          var statement = owner.createStatement()) {
        statement.execute("CREATE TABLE tweet.tweets (n int)");
      }
    }
  }

  @Test
  void givesEveryTestAnEmptyRedis() throws Exception {
    for (int test = 0; test < 2; test++) {
      try (RedisClient client = new RedisClient(TestServers.redisUrl())) {
        assertThat(client.ask("DBSIZE")).isEqualTo(":0");
        assertThat(client.ask("SET key value")).isEqualTo("+OK");
      }
    }
  }

  @Test
  void putsSeveralServicesIntoOneDatabaseWhenAsked() {
    ServiceDatabase tweet = TestServers.database("tweet", "shared");
    ServiceDatabase follow = TestServers.database("follow", "shared");
    assertThat(tweet.jdbcUrl()).isEqualTo(follow.jdbcUrl());
  }
}
