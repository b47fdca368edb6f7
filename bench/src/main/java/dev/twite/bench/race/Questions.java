package dev.twite.bench.race;

import dev.twite.bench.Person;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is asked of svc-search: 40 % one word, 20 % two, 20 % a tag, 20 % somebody's tweets; every
 * fourth question by rank, the others by time. All of them have hits, so an answer without is an
 * error.
 */
final class Questions implements Requests {
  private static final int ONE_WORD_PERCENT = 40;
  private static final int TWO_WORDS_PERCENT = 20;
  private static final int TAG_PERCENT = 20;
  private static final int RANKED_ONE_IN = 4;
  private static final byte[] HIT = "\"data\":[{".getBytes(StandardCharsets.US_ASCII);

  private final List<Person> people;
  private final List<String> words = Texts.words();

  /**
   * @param people who have written, and who ask
   */
  Questions(List<Person> people) {
    this.people = people;
  }

  @Override
  public Requests.Request next(RandomGenerator random) {
    String query = query(random);
    String sort = random.nextInt(RANKED_ONE_IN) == 0 ? "top" : "recent";
    return new Requests.Request(ask(any(people, random), query, sort), 200, Questions::hasHits);
  }

  private String query(RandomGenerator random) {
    int dice = random.nextInt(100);
    if (dice < ONE_WORD_PERCENT) {
      return any(words, random);
    }
    if (dice < ONE_WORD_PERCENT + TWO_WORDS_PERCENT) {
      return any(words, random) + " " + any(words, random);
    }
    return dice < ONE_WORD_PERCENT + TWO_WORDS_PERCENT + TAG_PERCENT
        ? "#" + Texts.TAG
        : from(any(people, random));
  }

  static String from(Person author) {
    return "from:" + author.handle();
  }

  static byte[] ask(Person reader, String query, String sort) {
    String path =
        "/v1/search/tweets?limit=20&sort="
            + sort
            + "&q="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    return WireConnection.request("GET", path, reader.accessToken(), null);
  }

  static boolean hasHits(byte[] page) {
    return NewTweet.contains(page, HIT);
  }

  private static <T> T any(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }
}
