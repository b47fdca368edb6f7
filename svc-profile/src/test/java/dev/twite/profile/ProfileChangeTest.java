package dev.twite.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileChangeTest {
  @Test
  void namesEveryFaultAtOnce() {
    ProfileChange change =
        new ProfileChange(
            Optional.of("   "),
            Optional.of("b".repeat(161)),
            Optional.of("line\nbreak"),
            Optional.of("javascript:alert(1)"),
            OptionalLong.of(7),
            OptionalLong.of(8));
    assertThat(faults(change))
        .extracting(fault -> fault.field() + " " + fault.code())
        .containsExactly(
            "name required", "bio too_long", "location invalid_format", "website invalid_format");
  }

  @Test
  void longestTextsCountInCodePoints() {
    ProfileChange change =
        new ProfileChange(
            Optional.of("🐦".repeat(50)),
            Optional.of("🐦".repeat(160)),
            Optional.of("🐦".repeat(30)),
            Optional.of("https://a.example/" + "x".repeat(82)),
            OptionalLong.of(0),
            OptionalLong.empty());
    assertThatCode(change::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "http://a.example", "HTTPS://a.example:8443/x?y#z"})
  void takesWebsites(String url) {
    assertThatCode(website(url)::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.example",
        "ftp://a.example",
        "https://",
        "https://a b.example",
        "data:text/html,x",
        "https://bank.example@a.example",
        "//a.example"
      })
  void refusesWhatIsNoWebsite(String url) {
    assertThat(faults(website(url))).extracting(FieldError::field).containsExactly("website");
  }

  private static ProfileChange website(String url) {
    return new ProfileChange(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(url),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static List<FieldError> faults(ProfileChange change) {
    return catchThrowableOfType(TwiteException.class, change::check).fields();
  }
}
