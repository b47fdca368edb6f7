package dev.twite.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The mix of real use: 60 % look at home, 30 % look at somebody, 10 % write. Closed loop: each
 * client sends its next request when it has the answer to the last.
 */
final class Load {
  private static final int HOME_PERCENT = 60;
  private static final int USER_PERCENT = 30;
  private static final int PAGE = 20;
  private static final Duration NOT_SEEN = Duration.ofSeconds(15);

  /** So that a fast machine does not fill a small one's memory or disk. */
  private static final int MAX_TWEETS = 500_000;

  private final Population population;
  private final List<Integer> nodes;
  private final Api api;
  private final Ledger ledger;
  private final Timings home = new Timings("home timeline");
  private final Timings user = new Timings("user timeline");
  private final Timings tweet = new Timings("new tweet");
  private Timings visible;
  private double seconds;

  Load(Population population, Api api, Ledger ledger) {
    this.population = population;
    this.nodes = population.graph().nodes();
    this.api = api;
    this.ledger = ledger;
  }

  void run(int clients, Duration time, PrintStream out) {
    try (Bar bar = new Bar(out, "Reading and writing", time.toMillis());
        Freshness freshness = new Freshness(api, time.compareTo(NOT_SEEN) < 0 ? time : NOT_SEEN)) {
      long begin = System.nanoTime();
      long end = begin + time.toNanos();
      Crowd.run(
          clients,
          client -> {
            while (System.nanoTime() < end && tweet.count() < MAX_TWEETS) {
              act(freshness);
              if (client == 0) {
                bar.at((System.nanoTime() - begin) / 1_000_000);
              }
            }
          });
      seconds = (System.nanoTime() - begin) / 1e9;
      bar.at(time.toMillis());
      visible = freshness.timings();
    }
  }

  /** As Markdown. */
  String table() {
    return String.join(
        "\n",
        Timings.HEADER,
        home.row(seconds),
        user.row(seconds),
        tweet.row(seconds),
        visible.row(seconds));
  }

  private void act(Freshness freshness) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int node = any(random);
    Person person = population.people().get(node);
    int dice = random.nextInt(100);
    long start = System.nanoTime();
    Timings timings = tweet;
    try {
      if (dice < HOME_PERCENT) {
        timings = home;
        api.home(person, PAGE, null);
      } else if (dice < HOME_PERCENT + USER_PERCENT) {
        timings = user;
        api.tweetsOf(person, population.people().get(any(random)), PAGE);
      } else {
        long id = api.tweet(person, "Tweet " + tweet.count() + " of " + person.handle());
        ledger.add(node, id);
        List<Person> followers = population.followersOf(node);
        if (!followers.isEmpty()) {
          freshness.maybeWatch(id, followers.get(random.nextInt(followers.size())));
        }
      }
      timings.took(System.nanoTime() - start);
    } catch (UnexpectedStatus refused) {
      timings.failed();
      if (timings == tweet) {
        throw refused;
      }
    } catch (IOException broken) {
      timings.failed();
    }
  }

  private int any(ThreadLocalRandom random) {
    return nodes.get(random.nextInt(nodes.size()));
  }
}
