package dev.twite.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.id.IdSource;
import dev.twite.common.redis.Redis;
import dev.twite.common.testing.MutableClock;
import dev.twite.common.testing.TestRedis;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReaderMarksIT {
  private static final byte LIKED = 1;
  private static RedisServer server;
  private static Redis redis;

  private final String what = "test" + System.nanoTime();
  private final ReaderMarks here = new ReaderMarks(redis, Clock.systemUTC(), what);
  private final ReaderMarks there = new ReaderMarks(redis, Clock.systemUTC(), what);

  @BeforeAll
  static void start() throws Exception {
    server = TestServers.newRedis();
    redis = TestRedis.connected(server, "10s");
  }

  @AfterAll
  static void stop() {
    redis.stop();
    server.close();
  }

  @Test
  void whatWasLearntIsNotAskedForAgain() {
    ReaderMarks.Look first = here.look(1, List.of(10L, 11L, 10L));
    assertThat(first.missing()).containsExactly(10L, 11L);
    first.learn(Map.of(10L, LIKED));
    assertThat(List.of(first.of(10), first.of(11))).containsExactly(LIKED, (byte) 0);

    ReaderMarks.Look next = here.look(1, List.of(11L, 12L, 10L));
    assertThat(next.missing()).containsExactly(12L);
    next.learn(Map.of());
    assertThat(List.of(next.of(10), next.of(11), next.of(12)))
        .containsExactly(LIKED, (byte) 0, (byte) 0);
    assertThat(here.look(2, List.of(10L)).missing()).as("another reader").containsExactly(10L);
  }

  @Test
  void whatCameSinceIsNotAskedForUnlessSomethingWasChanged() {
    MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
    ReaderMarks marks = new ReaderMarks(redis, clock, what);
    long before = IdSource.firstAt(clock.instant().plusSeconds(2));
    long since = IdSource.firstAt(clock.instant().plusSeconds(30));
    marks.look(1, List.of(5L)).learn(Map.of());
    clock.advance(Duration.ofMinutes(1));
    ReaderMarks.Look look = marks.look(1, List.of(before, since));
    assertThat(look.missing()).containsExactly(before);
    assertThat(look.of(since)).isZero();

    marks.changed(List.of(1L));
    marks.look(1, List.of(since)).learn(Map.of(since, LIKED));
    assertThat(marks.look(1, List.of(since)).of(since)).isEqualTo(LIKED);
  }

  @Test
  void aChangeIsSeenByEveryProcess() {
    here.look(1, List.of(10L)).learn(Map.of());
    there.look(1, List.of(10L)).learn(Map.of());
    assertThat(here.look(1, List.of(10L)).missing()).isEmpty();
    assertThat(there.look(1, List.of(10L)).missing()).isEmpty();

    there.changed(List.of(1L));
    assertThat(here.look(1, List.of(10L)).missing()).containsExactly(10L);
    assertThat(there.look(1, List.of(10L)).missing()).containsExactly(10L);
  }

  @Test
  void whatWasAskedBeforeAChangeIsNotBelievedAfterIt() {
    ReaderMarks.Look slow = here.look(1, List.of(10L));
    there.changed(List.of(1L));
    slow.learn(Map.of());
    assertThat(here.look(1, List.of(10L)).missing()).containsExactly(10L);
  }

  @Test
  void aStampOfSeveralChangesWithEachOfThem() {
    Stamps stamps = new Stamps(redis, what);
    String before = stamps.of(1, 2);
    assertThat(stamps.of(1, 2)).isEqualTo(before).isNotEqualTo(Stamps.NONE);
    assertThat(stamps.changed(List.of(2L))).isTrue();
    String after = stamps.of(1, 2);
    assertThat(after).isNotEqualTo(before).startsWith(stamps.of(1));
    assertThat(stamps.changed(List.of(1L))).isTrue();
    assertThat(stamps.of(1, 2)).isNotEqualTo(after).endsWith(stamps.of(2));
  }

  @Test
  void onlyTheNewestAreKept() {
    List<Long> many = LongStream.rangeClosed(1, 1_000).boxed().toList();
    here.look(1, many).learn(Map.of(1_000L, LIKED, 1L, LIKED));
    ReaderMarks.Look next = here.look(1, many);
    assertThat(next.missing()).containsExactlyElementsOf(many.subList(0, 700));
    assertThat(next.of(1_000)).isEqualTo(LIKED);
  }

  @Test
  void whileRedisIsAwayTheDatabaseIsAskedAndNothingIsKept() throws Exception {
    try (RedisServer other = TestServers.newRedis()) {
      Redis away = TestRedis.connected(other, "1s");
      ReaderMarks marks = new ReaderMarks(away, Clock.systemUTC(), what);
      marks.look(1, List.of(10L)).learn(Map.of(10L, LIKED));
      other.kill();
      ReaderMarks.Look look = marks.look(1, List.of(10L));
      assertThat(look.missing()).containsExactly(10L);
      look.learn(Map.of(10L, LIKED));
      assertThat(look.of(10)).isEqualTo(LIKED);
      marks.changed(List.of(1L));
      assertThat(marks.look(1, List.of(10L)).missing()).containsExactly(10L);
      away.stop();
    }
  }
}
