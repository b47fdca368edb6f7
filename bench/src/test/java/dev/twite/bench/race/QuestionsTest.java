package dev.twite.bench.race;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.bench.Person;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  private static final int MANY = 10_000;

  private final Questions questions =
      new Questions(
          List.of(new Person(1, "wren_1", "ta", "ra"), new Person(2, "owl_2", "tb", "rb")));

  @Test
  void asksTheMixThatItSays() {
    List<String> asked = asked();
    assertThat(share(asked, q -> q.matches("[a-z]+"))).isBetween(0.37, 0.43);
    assertThat(share(asked, q -> q.matches("[a-z]+ [a-z]+"))).isBetween(0.18, 0.22);
    assertThat(share(asked, q -> q.equals("#twite"))).isBetween(0.18, 0.22);
    assertThat(share(asked, q -> q.matches("from:(wren_1|owl_2)"))).isBetween(0.18, 0.22);
  }

  @Test
  void asksOnlyForWhatTextsHold() {
    String text = Texts.next();
    assertThat(asked())
        .filteredOn(q -> q.matches("[a-z ]+"))
        .allSatisfy(q -> assertThat(text.split(" ")).contains(q.split(" ")));
    assertThat(text).endsWith(" " + Texts.ownWord(text));
    assertThat(Texts.ownWord(Texts.next())).isNotEqualTo(Texts.ownWord(text)).matches("[0-9]+");
  }

  @Test
  void everyFourthIsByRank() {
    SplittableRandom random = new SplittableRandom(1);
    int top = 0;
    for (int i = 0; i < MANY; i++) {
      String request = new String(questions.next(random).bytes(), US_ASCII);
      assertThat(request).containsPattern("sort=(top|recent)&q=\\S+ HTTP/1.1\r\n");
      assertThat(request).containsPattern("Bearer t[ab]\r\n");
      top += request.contains("sort=top") ? 1 : 0;
    }
    assertThat(top).isBetween(MANY * 22 / 100, MANY * 28 / 100);
  }

  @Test
  void aPageWithoutHitsIsNoAnswer() {
    Predicate<byte[]> body = questions.next(new SplittableRandom(1)).body().orElseThrow();
    assertThat(body.test("{\"data\":[],\"next_cursor\":null}".getBytes(US_ASCII))).isFalse();
    assertThat(body.test("{\"data\":[{\"id\":\"1\"}]}".getBytes(US_ASCII))).isTrue();
  }

  private List<String> asked() {
    SplittableRandom random = new SplittableRandom(1);
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      String line = new String(questions.next(random).bytes(), US_ASCII).split(" ", 3)[1];
      asked.add(URLDecoder.decode(line.substring(line.indexOf("&q=") + 3), US_ASCII));
    }
    return asked;
  }

  private static double share(List<String> asked, Predicate<String> kind) {
    return (double) asked.stream().filter(kind).count() / asked.size();
  }
}
