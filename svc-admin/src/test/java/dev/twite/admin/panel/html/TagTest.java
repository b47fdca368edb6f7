package dev.twite.admin.panel.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.twite.admin.panel.XssCorpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {
  @ParameterizedTest
  @MethodSource("dev.twite.admin.panel.XssCorpus#all")
  void whatPeopleTypeStaysText_S18(String evil) {
    String page = Tag.of("p", evil).attr("title", evil).toString();
    assertThat(page).startsWith("<p title=\"").endsWith("</p>");
    String between = page.substring("<p title=\"".length(), page.length() - "</p>".length());
    // One quote and one > are ours: the end of the attribute and of the tag.
    assertThat(between.chars().filter(c -> c == '"').count()).isEqualTo(1);
    assertThat(between.chars().filter(c -> c == '>').count()).isEqualTo(1);
    assertThat(between).doesNotContain("<", "'");
    assertThat(XssCorpus.unescape(between)).isEqualTo(evil + "\">" + evil);
  }

  @Test
  void whatWouldRunCodeIsRefused_S18() {
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("style", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("script", "alert(1)"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").attr("onclick", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").attr("style", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("iframe").attr("srcdoc", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("a").attr("href", "javascript:x"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("a b"));
    assertThatIllegalArgumentException().isThrownBy(() -> Tag.of("p").attr("a=b", "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "https://evil.example/admin",
        "javascript:alert(1)",
        "/admin//evil",
        "/admin/../v1",
        "/other",
        "/adminx",
        "",
        "/admin/users?x=1",
        "/admin/\r\nSet-Cookie: a=b"
      })
  void onlyPathsOfThePanelAreGoneTo(String wanted) {
    assertThat(Link.wanted(wanted)).hasToString("/admin/");
  }

  @Test
  void linksEscapeTheirParts() {
    assertThat(Link.to("/users").part("../a?b&c").with("q", "a&b=c d").with("none", ""))
        .hasToString("/admin/users/..%2Fa%3Fb%26c?q=a%26b%3Dc%20d");
    assertThat(Link.wanted("/admin/users/12")).hasToString("/admin/users/12");
  }

  @Test
  void aChartOfNothingOrOneIsStillAChart() {
    assertThat(Chart.line("Nothing", java.util.List.of()).toString()).contains("<svg");
    assertThat(Chart.columns("One", java.util.List.of(new Chart.Point("a", 0))).toString())
        .contains("<title>a: 0</title>")
        .doesNotContain("NaN", "Infinity");
    assertThat(Chart.amount(0.5)).isEqualTo("0.5");
    assertThat(Chart.amount(1234)).isEqualTo("1,234");
    assertThat(Chart.amount(12_345)).isEqualTo("12.3 k");
  }
}
