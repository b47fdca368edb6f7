package dev.twite.bench.bots;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.bench.bots.Buzz.Item;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What bots do, write and react to. */
class MixTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  void sharesMakeAHundred() {
    assertThat(Arrays.stream(Action.values()).mapToInt(Action::percent).sum()).isEqualTo(100);
    assertThat(Arrays.stream(Language.values()).mapToInt(Language::percent).sum()).isEqualTo(100);
  }

  @ParameterizedTest
  @EnumSource(Language.class)
  void everyTextFitsIntoATweet(Language language) {
    for (int i = 0; i < 1_000; i++) {
      String text = "@u1234567_abcde " + language.text(random);
      // Twitter's weights: 2 for what is not Latin, Greek, Cyrillic or the like.
      int weight = text.codePoints().map(point -> point < 4_352 ? 1 : 2).sum();
      assertThat(weight).as(text).isLessThanOrEqualTo(280);
    }
  }

  @Test
  void whatIsTalkedAboutIsTalkedAboutMore() {
    Buzz buzz = new Buzz();
    assertThat(buzz.draw(random)).isEmpty();
    Item hot = new Item(1, 1);
    Item cold = new Item(2, 2);
    buzz.warm(hot, 30);
    buzz.warm(cold, 10);
    Map<Item, Integer> drawn = new HashMap<>();
    for (int i = 0; i < 4_000; i++) {
      drawn.merge(buzz.draw(random).orElseThrow(), 1, Integer::sum);
    }
    assertThat(drawn.get(hot)).isBetween(2_800, 3_200);
  }

  @Test
  void whatNobodyTalksAboutIsForgotten() {
    Buzz buzz = new Buzz();
    buzz.warm(new Item(1, 1), 5);
    buzz.warm(new Item(2, 2), 2_000);
    for (int i = 0; i < 1_000; i++) {
      assertThat(buzz.draw(random).orElseThrow().tweet()).isEqualTo(2);
    }
  }
}
