package dev.twite.local;

import static dev.twite.common.testing.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand texts in several languages, posted over the API that {@code make run} serves. */
@Tag("verify")
class SearchProofIT {
  private static final int TWEETS = 1_000;
  private static final int PEOPLE = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Texts with a place for what makes each of them unique: its number, in letters. */
  private static final List<String> TEXTS =
      List.of(
          "The wrens of %s are singing in the gardens #wren%s",
          "Мы читаем новые книги о городе %s весной #книга%s",
          "我喜歡 %s 的蘋果和橘子 #蘋果%s",
          "東京で %s を見ました、楽しかったです #東京%s",
          "서울에서 %s 를 만났습니다 정말 좋았어요 #서울%s",
          "Wir waren heute in %s und haben Brötchen gegessen #brot%s",
          "Hoy comimos tortilla con %s en la montaña #comida%s");

  /** A form of a word in each text that is not the one written, and a phrase of it. */
  private static final List<List<String>> WORDS =
      List.of(
          List.of("wren sing garden", "singing in the gardens"),
          List.of("новая книга", "новые книги о городе"),
          List.of("蘋果", "的蘋果和橘子"),
          List.of("見ました", "楽しかったです"),
          List.of("서울", "정말 좋았어요"),
          List.of("brotchen", "haben Brötchen gegessen"),
          List.of("montana", "en la montaña"));

  @TempDir Path folder;

  private record Posted(String id, Resident author, int number) {
    String name() {
      // Letters only, so that no analysis can take it apart.
      StringBuilder name = new StringBuilder("q");
      for (int rest = number + 26; rest > 0; rest /= 26) {
        name.append((char) ('a' + rest % 26)).append('z');
      }
      return name.toString();
    }
  }

  @Test
  void aThousandTextsAreEachFoundByWordTagAuthorAndPhrase() throws Exception {
    try (LocalRun run = LocalRun.start(folder, false)) {
      List<Resident> people = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        people.add(Resident.moveIn(run.url(), "finder" + i));
      }
      List<Posted> posted = new ArrayList<>();
      for (int i = 0; i < TWEETS; i++) {
        Resident author = people.get(i % PEOPLE);
        String name = new Posted("", author, i).name();
        String text = TEXTS.get(i % TEXTS.size()).formatted(name, name);
        posted.add(new Posted(author.tweet(text), author, i));
      }
      Resident reader = people.getFirst();
      List<String> handles = new ArrayList<>();
      for (Resident one : people) {
        handles.add(reader.get("/v1/users/" + one.id()).body().path("handle").asText());
      }
      for (Posted one : posted) {
        List<String> words = WORDS.get(one.number() % TEXTS.size());
        String tag = TEXTS.get(one.number() % TEXTS.size()).replaceAll(".*#", "#");
        finds(reader, one, one.name());
        finds(reader, one, one.name() + " (" + words.get(0) + ")");
        finds(reader, one, tag.formatted(one.name()));
        finds(reader, one, one.name() + " from:" + handles.get(one.number() % PEOPLE));
        finds(reader, one, one.name() + " \"" + words.get(1) + "\"");
        assertThat(found(reader, one.name() + " from:" + handles.get((one.number() + 1) % PEOPLE)))
            .isEmpty();
      }
    }
  }

  @Test
  void aTweetIsFindableWithinASecondAndGoneWithinFiveOfItsDeletion_S4() throws Exception {
    try (LocalRun run = LocalRun.start(folder, false)) {
      Resident author = Resident.moveIn(run.url(), "fresh");
      List<Long> millis = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        String name = new Posted("", author, i).name();
        String id = author.tweet("Fresh " + name);
        long posted = System.nanoTime();
        within(PATIENCE, () -> assertThat(found(author, name)).containsExactly(id));
        // An untrained JVM interprets.
        if (i >= 50) {
          millis.add((System.nanoTime() - posted) / 1_000_000);
        }
      }
      millis.sort(Comparator.naturalOrder());
      System.out.printf(
          "findable after: p50 %d ms, p99 %d ms, most %d ms%n",
          millis.get(49), millis.get(98), millis.get(99));
      assertThat(millis.get(49)).as("ms until findable, median").isLessThanOrEqualTo(1_000);

      String id = author.tweet("Soon gone");
      within(PATIENCE, () -> assertThat(found(author, "\"soon gone\"")).containsExactly(id));
      assertThat(author.delete("/v1/tweets/" + id).status()).isEqualTo(204);
      within(Duration.ofSeconds(5), () -> assertThat(found(author, "\"soon gone\"")).isEmpty());
      Resident.Answer malformed = author.get("/v1/search/tweets?q=" + encoded("cat (dog"));
      assertThat(malformed.status()).isEqualTo(400);
      assertThat(malformed.body().toString()).contains("Column 9: expected");
    }
  }

  private static void finds(Resident reader, Posted one, String query) {
    within(PATIENCE, () -> assertThat(found(reader, query)).as(query).containsExactly(one.id()));
  }

  private static List<String> found(Resident reader, String query) throws Exception {
    Resident.Answer answer = reader.get("/v1/search/tweets?q=" + encoded(query));
    assertThat(answer.status()).as(query + " " + answer.body()).isEqualTo(200);
    List<String> ids = new ArrayList<>();
    answer.body().path("data").forEach(tweet -> ids.add(tweet.path("id").asText()));
    return ids;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
