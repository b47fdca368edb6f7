package dev.twite.bench.bots;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.bench.Api;
import dev.twite.bench.Person;
import dev.twite.bench.bots.Buzz.Item;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.random.RandomGenerator;

/** Does what bots do, each thing in one request that is tried once. */
final class Actor {
  private static final int PAGE = 20;
  private static final double MENTIONS = 0.2;
  private static final double ANSWERS = 0.6;
  private static final int LIKE_WARMS = 1;
  private static final int REPLY_WARMS = 2;
  private static final int RETWEET_WARMS = 4;
  private static final String REPLY_TO = "reply_to_id";

  private final Society society;
  private final Api api;
  private final Listener listener;
  private final Buzz buzz = new Buzz();
  // The last that was said to somebody and not answered yet.
  private final AtomicReferenceArray<Item> inboxes;

  /** Hears of tweets that were acknowledged just now. */
  interface Listener {
    void acknowledged(long tweet, int author, boolean isReply);
  }

  Actor(Society society, Api api, Listener listener) {
    this.society = society;
    this.api = api;
    this.listener = listener;
    this.inboxes = new AtomicReferenceArray<>(society.size());
  }

  void perform(Action action, int bot, RandomGenerator random) throws IOException {
    Person me = society.person(bot);
    switch (action) {
      case HOME -> api.home(me, PAGE, null);
      case USER -> api.tweetsOf(me, society.person(somebody(bot, random)), PAGE);
      case NOTIFICATIONS -> api.call(me, "GET", "/v1/notifications?limit=" + PAGE, null);
      case SEARCH -> search(bot, random);
      case TWEET -> tweet(bot, random);
      case REPLY -> reply(bot, random);
      case THREAD, LIKE, RETWEET -> react(action, bot, random);
    }
  }

  private void search(int bot, RandomGenerator random) throws IOException {
    String word = society.languages().get(bot).word(random);
    String query = URLEncoder.encode(word, StandardCharsets.UTF_8);
    api.call(society.person(bot), "GET", "/v1/search/tweets?q=" + query, null);
  }

  private void tweet(int bot, RandomGenerator random) throws IOException {
    String text = society.languages().get(bot).text(random);
    if (random.nextDouble() < MENTIONS) {
      int other = somebody(bot, random);
      Item item = post(bot, Map.of("text", "@" + society.person(other).handle() + " " + text));
      inboxes.set(other, item);
      buzz.posted(item, random);
    } else {
      buzz.posted(post(bot, Map.of("text", text)), random);
    }
  }

  private void reply(int bot, RandomGenerator random) throws IOException {
    Item said = random.nextDouble() < ANSWERS ? inboxes.getAndSet(bot, null) : null;
    Optional<Item> to = said == null ? buzz.draw(random) : Optional.of(said);
    if (to.isEmpty()) {
      tweet(bot, random);
      return;
    }
    int author = to.get().author();
    String text =
        "@" + society.person(author).handle() + " " + society.languages().get(bot).text(random);
    Item answer = post(bot, Map.of("text", text, REPLY_TO, Long.toString(to.get().tweet())));
    inboxes.set(author, answer);
    buzz.warm(to.get(), REPLY_WARMS);
    buzz.posted(answer, random);
  }

  /** With nothing to react to yet, looks at home. */
  private void react(Action action, int bot, RandomGenerator random) throws IOException {
    Optional<Item> to = buzz.draw(random);
    if (to.isEmpty()) {
      perform(Action.HOME, bot, random);
      return;
    }
    String path = "/v1/tweets/" + to.get().tweet();
    Person me = society.person(bot);
    switch (action) {
      case LIKE -> {
        api.call(me, "PUT", path + "/like", null);
        buzz.warm(to.get(), LIKE_WARMS);
      }
      case RETWEET -> {
        api.call(me, "PUT", path + "/retweet", null);
        buzz.warm(to.get(), RETWEET_WARMS);
      }
      default -> api.call(me, "GET", path + "/thread", null);
    }
  }

  private Item post(int bot, Map<String, String> body) throws IOException {
    JsonNode made = api.call(society.person(bot), "POST", "/v1/tweets", body);
    long id = made.path("id").asLong();
    listener.acknowledged(id, bot, body.containsKey(REPLY_TO));
    return new Item(id, bot);
  }

  /** One whom he follows, else anybody. */
  private int somebody(int bot, RandomGenerator random) {
    List<Integer> followed = society.network().following().get(bot);
    return followed.isEmpty()
        ? random.nextInt(society.size())
        : followed.get(random.nextInt(followed.size()));
  }
}
