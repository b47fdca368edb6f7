package dev.twite.bench.race;

import dev.twite.bench.Api;
import dev.twite.bench.BenchException;
import dev.twite.bench.Page;
import dev.twite.bench.Person;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.RedisClient;

/** What is read at each size of the database: 20 tweets each time, and a profile for comparison. */
final class GrowthReads {
  /** What has nothing to do with tweets shows how far the machine itself strays. */
  static final String PROFILE = "a profile, for comparison";

  static final String WARM = "home, warm";
  static final String COLD = "home, cold";
  static final String BELOW = "home, below what is kept";
  static final String AUTHOR = "an author's tweets";

  /** Of the 800 that a list keeps and 50 more, none. */
  private static final int FAR = 960;

  private static final int PAGE = 20;
  private static final int MOST = 100;
  private static final int OFTEN = 200;
  private static final int SELDOM = 40;

  private final Api api;
  private final RedisClient redis;
  private final List<Person> authors;

  /**
   * @param authors whom everybody who reads follows
   */
  GrowthReads(Api api, RedisClient redis, List<Person> authors) {
    this.api = api;
    this.redis = redis;
    this.authors = authors;
  }

  /**
   * The home timeline of one reader, after the database has grown.
   *
   * @param who how the reader is named in results
   */
  List<LoneReader.Read> homes(Person reader, String who) {
    Runnable forget = () -> redis.del("tl:" + reader.id());
    // The list in Redis knows nothing of rows that were made by SQL.
    forget.run();
    String home = "/v1/timelines/home?limit=" + PAGE;
    String below = home + "&cursor=" + cursorBelow(reader);
    List<LoneReader.Read> reads = new ArrayList<>();
    reads.add(new LoneReader.Read(WARM + who, List.of(tweets(reader, home)), OFTEN));
    reads.add(new LoneReader.Read(COLD + who, forget, List.of(tweets(reader, home)), SELDOM));
    reads.add(new LoneReader.Read(BELOW + who, List.of(tweets(reader, below)), SELDOM));
    return reads;
  }

  LoneReader.Read authors(Person reader) {
    List<Requests.Request> pages =
        authors.stream()
            .map(author -> tweets(reader, "/v1/users/" + author.id() + "/tweets?limit=" + PAGE))
            .toList();
    return new LoneReader.Read(AUTHOR, pages, OFTEN);
  }

  LoneReader.Read profile(Person reader) {
    String path = "/v1/users/" + authors.getFirst().id();
    return new LoneReader.Read(
        PROFILE,
        List.of(
            new Requests.Request(
                WireConnection.request("GET", path, reader.accessToken(), null), 200)),
        OFTEN);
  }

  private String cursorBelow(Person reader) {
    String cursor = null;
    try {
      for (int seen = 0; seen < FAR; ) {
        Page page = api.home(reader, Math.min(MOST, FAR - seen), cursor);
        cursor = page.next();
        seen += page.ids().size();
        if (cursor == null || page.ids().isEmpty()) {
          throw new BenchException(reader.handle() + " has only " + seen + " tweets at home");
        }
      }
    } catch (IOException e) {
      throw new BenchException("Home can't be read: " + e, e);
    }
    return cursor;
  }

  private static Requests.Request tweets(Person reader, String path) {
    return new Requests.Request(
        WireConnection.request("GET", path, reader.accessToken(), null),
        200,
        page -> tweetsIn(page) == PAGE);
  }

  /** Each tweet has exactly one text. */
  static int tweetsIn(byte[] page) {
    String text = new String(page, StandardCharsets.UTF_8);
    int count = 0;
    for (int at = text.indexOf("\"text\":"); at >= 0; at = text.indexOf("\"text\":", at + 1)) {
      count++;
    }
    return count;
  }
}
