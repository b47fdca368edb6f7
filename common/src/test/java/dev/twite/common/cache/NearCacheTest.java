package dev.twite.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NearCacheTest {
  private final NearCache<String> cache = new NearCache<>(100, Duration.ofHours(1));
  private final List<List<Long>> asked = new ArrayList<>();

  @Test
  void whatIsKeptIsNotFetchedAgainAndTheOrderIsThatAskedFor() {
    assertThat(cache.all(List.of(2L, 1L), this::fetch))
        .containsExactly(entry(2L, "2"), entry(1L, "1"));
    assertThat(cache.all(List.of(3L, 1L, 3L, 2L), this::fetch))
        .containsExactly(entry(3L, "3"), entry(1L, "1"), entry(2L, "2"));
    assertThat(cache.one(3L, id -> "another")).contains("3");
    assertThat(asked).containsExactly(List.of(2L, 1L), List.of(3L));
  }

  @Test
  void whatIsNotThereIsAskedForAgain() {
    assertThat(cache.all(List.of(1L, -1L), this::fetch)).containsExactly(entry(1L, "1"));
    assertThat(cache.all(List.of(1L, -1L), this::fetch)).containsExactly(entry(1L, "1"));
    assertThat(cache.one(-2L, id -> null)).isEmpty();
    assertThat(asked).containsExactly(List.of(1L, -1L), List.of(-1L));
  }

  @Test
  void whatIsForgottenIsFetchedAnew() {
    cache.all(List.of(1L, 2L), this::fetch);
    cache.forget(1L);
    assertThat(cache.kept(1L)).isEmpty();
    assertThat(cache.kept(2L)).contains("2");
  }

  @Test
  void whatChangesWhileItIsFetchedIsNotKept() {
    Map<Long, String> handedOut =
        cache.all(
            List.of(1L),
            ids -> {
              cache.forget(1L);
              return Map.of(1L, "old");
            });
    assertThat(handedOut).containsExactly(entry(1L, "old"));
    assertThat(cache.kept(1L)).isEmpty();
  }

  private Map<Long, String> fetch(List<Long> ids) {
    asked.add(ids);
    Map<Long, String> found = new HashMap<>();
    ids.stream().filter(id -> id > 0).forEach(id -> found.put(id, Long.toString(id)));
    return found;
  }
}
