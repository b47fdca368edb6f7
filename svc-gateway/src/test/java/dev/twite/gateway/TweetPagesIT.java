package dev.twite.gateway;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pages that are put together from what is kept say the same as what is asked for. */
final class TweetPagesIT {
  private static Gateways gateways;
  private static Client anyone;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    anyone = gateways.client();
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void aTweetOnAPageIsTheTweetItself() {
    Client ann = Gateways.signedUp(anyone, "pagesann");
    Client bob = Gateways.signedUp(anyone, "pagesbob");
    String plain = made(ann, "{'text':'Plain, with \\\"quotes\\\" and a 🐦'}");
    String quoting = made(ann, "{'text':'Look','quote_of_id':'" + plain + "'}");
    bob.put("/v1/tweets/" + plain + "/like");
    bob.put("/v1/tweets/" + quoting + "/bookmark");
    bob.put("/v1/tweets/" + quoting + "/retweet");
    for (int round = 0; round < 2; round++) {
      for (Client reader : List.of(ann, bob, anyone)) {
        List<JsonNode> page = list(reader, "/v1/users/" + idOf(ann) + "/tweets");
        assertThat(page).hasSize(2);
        page.forEach(tweet -> assertThat(tweet).isEqualTo(alone(reader, tweet)));
      }
      List<JsonNode> home = list(bob, "/v1/timelines/home?limit=100");
      assertThat(home).hasSizeGreaterThan(2);
      home.forEach(tweet -> assertThat(tweet).isEqualTo(alone(bob, tweet)));
    }
  }

  @Test
  void whatAReaderDoesIsOnTheNextPage() {
    Client reader = Gateways.signedUp(anyone, "pagesdoer");
    String id = made(reader, "{'text':'Mine'}");
    String page = "/v1/users/" + idOf(reader) + "/tweets";
    String tweet = "/v1/tweets/" + id;
    assertThat(only(reader, page).at("/viewer/liked").asBoolean(true)).isFalse();
    reader.put(tweet + "/like");
    assertThat(only(reader, page).at("/viewer/liked").asBoolean()).isTrue();
    assertThat(only(reader, page).at("/counts/likes").asInt()).isEqualTo(1);
    reader.delete(tweet + "/like");
    assertThat(only(reader, page).at("/viewer/liked").asBoolean(true)).isFalse();
    assertThat(only(reader, page).at("/counts/likes").asInt(-1)).isZero();
    reader.put(tweet + "/bookmark");
    assertThat(only(reader, page).at("/viewer/bookmarked").asBoolean()).isTrue();
    reader.delete(tweet + "/bookmark");
    assertThat(only(reader, page).at("/viewer/bookmarked").asBoolean(true)).isFalse();
    reader.send("PATCH", tweet, "{'text':'Mended'}");
    assertThat(only(reader, page).path("text").asText()).isEqualTo("Mended");
    reader.delete(tweet);
    assertThat(list(reader, page)).isEmpty();
  }

  @Test
  void whatIsKeptForEverybodyIsNotForWhoIsBlocked_S4() {
    Client author = Gateways.signedUp(anyone, "pagesloud");
    Client reader = Gateways.signedUp(anyone, "pagescalm");
    made(author, "{'text':'Noise'}");
    String page = "/v1/users/" + idOf(author) + "/tweets";
    assertThat(list(reader, page)).hasSize(1);
    reader.put("/v1/users/" + idOf(author) + "/block");
    eventually(() -> assertThat(list(reader, page)).isEmpty());
    assertThat(list(anyone, page)).as("it is there").hasSize(1);
    assertThat(list(reader, page)).as("while it is kept for others").isEmpty();
  }

  @Test
  void whoBlocksIsNotShownInsideTweetsOfOthers_S4() {
    Client author = Gateways.signedUp(anyone, "pagescross");
    Client friend = Gateways.signedUp(anyone, "pagesfriend");
    Client reader = Gateways.signedUp(anyone, "pagesunloved");
    String noise = made(author, "{'text':'Noise'}");
    friend.put("/v1/tweets/" + noise + "/retweet");
    made(friend, "{'text':'Listen','quote_of_id':'" + noise + "'}");
    String page = "/v1/users/" + idOf(friend) + "/tweets";
    assertThat(list(reader, page)).hasSize(2);
    author.put("/v1/users/" + idOf(reader) + "/block");
    eventually(() -> assertThat(list(reader, page)).hasSize(1));
    assertThat(only(reader, page).path("quote_of").isNull()).isTrue();
    assertThat(list(anyone, page)).hasSize(2);
  }

  @Test
  void onesOwnPageNeedsNobodysWordAboutBlocks_R11() throws Exception {
    try (Gateways own = Gateways.with()) {
      Client author = Gateways.signedUp(own.client(), "pagesalone");
      made(author, "{'text':'Mine'}");
      String page = "/v1/users/" + idOf(author) + "/tweets";
      own.others.probe.intervene(
          "GetReadFilter",
          context -> {
            throw TwiteException.of(ErrorCode.UNAVAILABLE);
          });
      assertThat(list(author, page)).hasSize(1);
    }
  }

  @Test
  void aNewNameIsOnTheNextPage() {
    Client author = Gateways.signedUp(anyone, "pagesnew");
    made(author, "{'text':'Mine'}");
    String page = "/v1/users/" + idOf(author) + "/tweets";
    assertThat(only(author, page).at("/author/name").asText()).isEqualTo("pagesnew");
    author.send("PATCH", "/v1/me", "{'name':'Somebody else'}");
    assertThat(only(author, page).at("/author/name").asText()).isEqualTo("Somebody else");
  }

  @Test
  void onlyWhatIsForEverybodyIsKept_S4() {
    Client author = Gateways.signedUp(anyone, "pagesshy");
    String page = "/v1/users/" + idOf(author) + "/tweets";
    made(author, "{'text':'Open'}");
    eventually(() -> assertThat(asked(author, page)).as("looks for what is kept").isZero());
    made(author, "{'text':'For those who follow','visibility':'followers'}");
    for (int i = 0; i < 3; i++) {
      assertThat(asked(author, page)).as("looks for what is for followers").isEqualTo(1);
    }
  }

  /** How often svc-tweet was asked for tweets while a page was read. */
  private static long asked(Client reader, String page) {
    long before = gateways.others.probe.count("GetTweets");
    assertThat(list(reader, page)).isNotEmpty();
    return gateways.others.probe.count("GetTweets") - before;
  }

  private static String made(Client author, String tweet) {
    return author.post("/v1/tweets", tweet).body().path("id").asText();
  }

  private static String idOf(Client client) {
    return client.get("/v1/me").body().path("id").asText();
  }

  private static JsonNode only(Client reader, String page) {
    List<JsonNode> tweets = list(reader, page);
    assertThat(tweets).hasSize(1);
    return tweets.getFirst();
  }

  private static List<JsonNode> list(Client reader, String page) {
    List<JsonNode> tweets = new ArrayList<>();
    reader.get(page).body().path("data").forEach(tweets::add);
    return tweets;
  }

  private static JsonNode alone(Client reader, JsonNode tweet) {
    return reader.get("/v1/tweets/" + tweet.path("id").asText()).body();
  }
}
