package dev.twite.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Body(String text, String replyToId, List<String> mediaIds, Boolean loud) {}

  @Test
  void readsAndWritesSnakeCase() {
    Body body =
        Json.read(
            bytes("{\"text\":\"hi\",\"reply_to_id\":\"5\",\"media_ids\":[\"1\"]}"), Body.class);
    assertThat(body).isEqualTo(new Body("hi", "5", List.of("1"), null));
    assertThat(new String(Json.write(body), StandardCharsets.UTF_8))
        .isEqualTo("{\"text\":\"hi\",\"reply_to_id\":\"5\",\"media_ids\":[\"1\"],\"loud\":null}");
  }

  @Test
  void unknownFieldIsNamed_S3() {
    assertFault("{\"text\":\"hi\",\"author_id\":\"1\"}", "author_id", "unknown_field");
  }

  @Test
  void wrongTypeIsNamed() {
    assertFault("{\"text\":5}", "text", "invalid_type");
    assertFault("{\"media_ids\":[[]]}", "media_ids.0", "invalid_type");
    assertFault("{\"loud\":\"yes\"}", "loud", "invalid_type");
  }

  @Test
  void brokenJsonIsSaidSo() {
    for (String bad :
        List.of(
            "",
            "{",
            "nul",
            "{\"text\":\"a\"} x",
            "{\"text\":\"a\",\"text\":\"b\"}",
            "[]",
            "null",
            "[".repeat(2_000))) {
      assertThatThrownBy(() -> Json.read(bytes(bad), Body.class))
          .as(bad)
          .isInstanceOfSatisfying(
              TwiteException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.MALFORMED_JSON));
    }
  }

  private static void assertFault(String json, String field, String code) {
    assertThatThrownBy(() -> Json.read(bytes(json), Body.class))
        .isInstanceOfSatisfying(
            TwiteException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
              assertThat(error.fields())
                  .singleElement()
                  .satisfies(
                      fault -> {
                        assertThat(fault.field()).isEqualTo(field);
                        assertThat(fault.code()).isEqualTo(code);
                      });
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
