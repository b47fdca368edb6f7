package dev.twite.common.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisDataException;

class RefusalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "LOADING Redis is loading the dataset in memory",
        "OOM command not allowed when used memory > 'maxmemory'.",
        "BUSY Redis is busy running a script. You can only call SCRIPT KILL",
        "READONLY You can't write against a read only replica.",
        "ERR Error running script (call to f_1): @user_script:9: @user_script: 9: -OOM command not"
            + " allowed when used memory > 'maxmemory'.",
      })
  void aStateOfRedisIsAnOutage(String message) {
    assertThat(Refusals.areForNow(new JedisDataException(message))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "WRONGTYPE Operation against a key holding the wrong kind of value",
        "ERR syntax error",
        "NOSCRIPT No matching script. Please use EVAL.",
        "BUSYGROUP Consumer Group name already exists",
      })
  void aFaultyCommandIsNot(String message) {
    assertThat(Refusals.areForNow(new JedisDataException(message))).isFalse();
  }
}
