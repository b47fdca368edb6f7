package dev.twite.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:8080"})
  void loadsThisMachine(String url) {
    assertThatCode(() -> Target.requireLocal(URI.create(url), false)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://twite.example:80", "http://10.0.0.1:80", "http://127.0.0.1.example:80"})
  void loadsNoOtherUnlessTold(String url) {
    assertThatThrownBy(() -> Target.requireLocal(URI.create(url), false))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("ALLOW_REMOTE=1");
    assertThatCode(() -> Target.requireLocal(URI.create(url), true)).doesNotThrowAnyException();
  }

  @Test
  void namesAUrlThatIsNone() {
    for (String wrong : new String[] {"127.0.0.1:8080", "https://a.example:1", "http://x y"}) {
      assertThatThrownBy(() -> Target.of(new Arguments(Map.of("url", wrong))))
          .isInstanceOf(BenchException.class)
          .hasMessageContaining(wrong);
    }
    assertThat(Target.of(new Arguments(Map.of("url", "http://127.0.0.1:9")))).hasPort(9);
  }
}
