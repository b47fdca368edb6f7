package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.proto.search.v1.SearchTweetsRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Searching as a client sees it. */
final class SearchIT {
  private static final long WREN = 7_101;

  private static Gateways gateways;
  private static Client anyone;

  @BeforeAll
  static void start() throws Exception {
    gateways = Gateways.with();
    anyone = gateways.client();
    gateways.others.profile.add(WREN);
    gateways.others.search.users.add(WREN);
  }

  @AfterAll
  static void stop() {
    gateways.close();
  }

  @Test
  void whatIsFoundIsShownAsItIsNowAndWhatIsGoneIsLeftOut_S4() {
    gateways.others.search.tweets.clear();
    long first = gateways.others.tweets.add(WREN, "one");
    gateways.others.search.tweets.add(first);
    // Deleted a moment ago: the index does not know yet.
    for (long gone = 5_001; gone < 5_004; gone++) {
      gateways.others.search.tweets.add(gone);
    }
    long second = gateways.others.tweets.add(WREN, "two");
    gateways.others.search.tweets.add(second);
    JsonNode page = anyone.get("/v1/search/tweets?q=bird%20-nest&sort=top&limit=4").body();
    assertThat(page.path("data").findValuesAsText("text")).contains("one", "two");
    assertThat(page.path("next_cursor").isNull()).isTrue();
    assertThat(gateways.others.search.last.getQuery()).isEqualTo("bird -nest");
    assertThat(gateways.others.search.last.getSort()).isEqualTo(SearchTweetsRequest.Sort.TOP);
  }

  @Test
  void whatCanNotBeReadIsRefusedWithTheColumn() {
    Answer refused = anyone.get("/v1/search/tweets?q=(");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.faults()).containsExactly("q:invalid_format");
    assertThat(refused.text()).contains("Column 2: expected");
    assertThat(anyone.get("/v1/search/tweets").faults()).containsExactly("q:required");
    assertThat(anyone.get("/v1/search/tweets?q=x&sort=best").faults())
        .containsExactly("sort:invalid_value");
    assertThat(anyone.get("/v1/search/users?q=%20").faults()).containsExactly("q:required");
    assertThat(anyone.get("/v1/trends?limit=51").faults()).containsExactly("limit:out_of_range");
    assertThat(anyone.get("/v1/search/suggest?q=a&limit=21").faults())
        .containsExactly("limit:out_of_range");
  }

  @Test
  void peopleTagsAndTrendsHaveTheirShapes() {
    assertThat(anyone.get("/v1/search/users?q=wren").body().at("/data/0/id").asText())
        .isEqualTo("7101");
    JsonNode suggestions = anyone.get("/v1/search/suggest?q=wr").body();
    assertThat(suggestions.at("/users/0/handle").asText()).isEqualTo("u7101");
    assertThat(suggestions.at("/hashtags/0").asText()).isEqualTo("wrens");
    JsonNode trend = anyone.get("/v1/trends").body().at("/data/0");
    assertThat(trend.path("hashtag").asText()).isEqualTo("wrens");
    assertThat(trend.path("window_s").asInt()).isEqualTo(3_600);
    Client someone = Gateways.signedUp(anyone, "suggested");
    JsonNode user = someone.get("/v1/suggestions/users").body().at("/data/0");
    assertThat(user.path("relationship").path("following").asBoolean()).isFalse();
  }
}
