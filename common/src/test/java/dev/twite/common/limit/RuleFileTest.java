package dev.twite.common.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleFileTest {
  @Test
  void theBuiltInRulesAreStricterForTheDoors() {
    Rules rules = Rules.builtIn();
    assertThat(names(rules, "POST /v1/auth/register")).containsExactly("register");
    assertThat(names(rules, "POST /v1/auth/login")).containsExactly("login");
    assertThat(names(rules, "PUT /v1/auth/password")).containsExactly("password");
    assertThat(names(rules, "GET /v1/search/tweets")).containsExactly("search");
    assertThat(names(rules, "PUT /v1/users/{id}/follow")).containsExactly("follow");
    assertThat(names(rules, "DELETE /v1/users/{id}/follow")).containsExactly("write");
    assertThat(names(rules, "GET /v1/users/{id}")).containsExactly("read");
    assertThat(names(rules, "GET /healthz")).isEmpty();
    for (String door : List.of("register", "login", "refresh", "password", "login-failures")) {
      assertThat(rules.find(door).get().whenAway()).isEqualTo(Rule.WhenAway.LOCAL);
    }
  }

  @Test
  void aFileSaysOnlyWhatDiffers() {
    Rules rules =
        RuleFile.read(
            """
            login: {capacity: 7}
            upload-bytes: {capacity: 2GiB}
            night: {capacity: 1, period: 30s, by: address, when_away: closed, routes: [GET /v1/me]}
            """,
            Rules.builtIn());
    assertThat(rules.find("login").get())
        .isEqualTo(
            new Rule(
                "login",
                7,
                Duration.ofMinutes(15),
                Rule.Unit.REQUESTS,
                Rule.By.ADDRESS,
                Rule.WhenAway.LOCAL,
                List.of("POST /v1/auth/login")));
    assertThat(rules.find("upload-bytes").get().capacity()).isEqualTo(2L << 30);
    assertThat(names(rules, "GET /v1/me")).containsExactly("night");
    assertThat(rules.version()).isNotEqualTo(Rules.builtIn().version());
    assertThat(RuleFile.read("", Rules.builtIn()).version()).isEqualTo(Rules.builtIn().version());
  }

  @Test
  void rulesThatShareThePatternAllCount() {
    Rules rules =
        RuleFile.read(
            """
            one: {capacity: 1, period: 1s, routes: ["* /v1/*"]}
            two: {capacity: 1, period: 1s, routes: ["* /v1/*", PUT /v1/x]}
            """,
            new Rules(List.of()));
    assertThat(names(rules, "GET /v1/me")).containsExactly("one", "two");
    assertThat(names(rules, "PUT /v1/x")).containsExactly("two");
  }

  @Test
  void everyFaultIsNamedWithItsLine() {
    assertThatThrownBy(
            () ->
                RuleFile.read(
                    """
                    read:
                      capacity: 0
                      period: 15 minutes
                      by: moon
                      wen_away: open
                      routes: [FETCH /v1/x]
                    fresh: {capacity: 3}
                    Big: {capacity: 10GiB, period: 1s}
                    """,
                    Rules.builtIn()))
        .isInstanceOfSatisfying(
            RuleFileException.class,
            faulty ->
                assertThat(faulty.faults())
                    .anyMatch(text -> text.startsWith("line 2: read.capacity: '0' is not"))
                    .anyMatch(text -> text.startsWith("line 3: read.period: '15 minutes' is not"))
                    .anyMatch(text -> text.startsWith("line 4: read.by: 'moon' is not one of"))
                    .anyMatch(text -> text.startsWith("line 5: read.wen_away: unknown"))
                    .anyMatch(text -> text.startsWith("line 6: read.routes: 'FETCH /v1/x'"))
                    .anyMatch(text -> text.startsWith("line 7: fresh: a new rule has"))
                    .anyMatch(text -> text.startsWith("line 8: Big: is no name"))
                    .anyMatch(text -> text.startsWith("line 8: Big.capacity: '10GiB'"))
                    .hasSize(8));
    assertThatThrownBy(
            () ->
                RuleFile.read(
                    """
                    big:
                      period: 1s
                      capacity: 1000001
                    upload-bytes:
                      period: 1s
                    """,
                    Rules.builtIn()))
        .hasMessageContaining("line 3: big.capacity: more than 1,000 a millisecond")
        .hasMessageContaining("line 5: upload-bytes.period: more than 1,000 a millisecond");
    assertThatThrownBy(() -> RuleFile.read("a: {b\nc", Rules.builtIn()))
        .hasMessageMatching("(?s)line [0-9]: is no YAML: .*");
    assertThatThrownBy(() -> RuleFile.read("read: {capacity: 5}\nread: {}", Rules.builtIn()))
        .hasMessageContaining("line 2: the file: has 'read' twice");
  }

  @Test
  void aHouseholdIsOneSubject_S12() {
    assertThat(Subjects.ofAddress("2001:db8:1:2::1")).isEqualTo("ip6:20010db800010002");
    assertThat(Subjects.ofAddress("2001:db8:1:2:ffff::9%eth0")).isEqualTo("ip6:20010db800010002");
    assertThat(Subjects.ofAddress("::ffff:192.0.2.1")).isEqualTo("ip:192.0.2.1");
    assertThat(Subjects.isLoopback("::1")).isTrue();
  }

  private static List<String> names(Rules rules, String route) {
    return rules.of(route).stream().map(Rule::name).toList();
  }
}
