package dev.twite.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.auth.store.SigningKeyRow;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyPlanTest {
  private static final KeyPlan.KeyTimes TIMES = new KeyPlan.KeyTimes(1000, 100, 20);

  @Test
  void theFirstKeySignsAtOnce() {
    KeyPlan plan = KeyPlan.of(List.of(), TIMES, 5000);

    assertThat(plan.add()).contains(5000L);
    assertThat(plan.retire()).isEmpty();
  }

  @Test
  void nothingIsDueWhileAKeyIsYoung() {
    assertThat(KeyPlan.of(List.of(key("a", 5000)), TIMES, 5899).isNothing()).isTrue();
  }

  @Test
  void aSuccessorIsPublishedBeforeItSigns_S6() {
    KeyPlan plan = KeyPlan.of(List.of(key("a", 5000)), TIMES, 5900);

    assertThat(plan.add()).contains(6000L);
    assertThat(plan.retire()).contains("a");
    assertThat(plan.retireAtMs()).isEqualTo(6020);
  }

  @Test
  void aSuccessorThatComesLateIsPublishedJustAsLong_S6() {
    assertThat(KeyPlan.of(List.of(key("a", 5000)), TIMES, 9000).add()).contains(9100L);
  }

  @Test
  void thereIsOneSuccessorAtATime() {
    List<SigningKeyRow> keys = List.of(key("b", 6000), key("a", 5000, 6020));

    assertThat(KeyPlan.of(keys, TIMES, 5950).isNothing()).isTrue();
    assertThat(KeyPlan.of(keys, TIMES, 6010).isNothing()).isTrue();
  }

  @Test
  void aRetiredKeyGoesWhenItsTokensAreDead_S6() {
    List<SigningKeyRow> keys = List.of(key("b", 6000), key("a", 5000, 6020));

    assertThat(KeyPlan.of(keys, TIMES, 6019).clean()).isFalse();
    assertThat(KeyPlan.of(keys, TIMES, 6020).clean()).isTrue();
  }

  @Test
  void aKeyEndedByAnOperatorIsReplacedAtOnce_S6() {
    KeyPlan alone = KeyPlan.of(List.of(key("a", 5000, 0)), TIMES, 5500);
    assertThat(alone.add()).contains(5500L);
    assertThat(alone.clean()).isTrue();

    KeyPlan withNext = KeyPlan.of(List.of(key("b", 6000), key("a", 5000, 0)), TIMES, 5950);
    assertThat(withNext.promote()).contains("b");
    assertThat(withNext.add()).isEmpty();
  }

  private static SigningKeyRow key(String kid, long signsFrom) {
    return new SigningKeyRow(kid, "x", "y", new byte[0], signsFrom, Optional.empty());
  }

  private static SigningKeyRow key(String kid, long signsFrom, long notAfter) {
    return new SigningKeyRow(kid, "x", "y", new byte[0], signsFrom, Optional.of(notAfter));
  }
}
