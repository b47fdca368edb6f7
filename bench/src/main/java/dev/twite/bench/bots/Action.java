package dev.twite.bench.bots;

import java.util.Locale;
import java.util.random.RandomGenerator;

/** What a bot does, and how often of a hundred times. */
enum Action {
  HOME(45),
  USER(10),
  LIKE(10),
  THREAD(8),
  TWEET(8),
  NOTIFICATIONS(7),
  REPLY(5),
  SEARCH(4),
  RETWEET(3);

  private final int percent;

  Action(int percent) {
    this.percent = percent;
  }

  static Action draw(RandomGenerator random) {
    int dice = random.nextInt(100);
    for (Action action : values()) {
      dice -= action.percent;
      if (dice < 0) {
        return action;
      }
    }
    throw new IllegalStateException("The shares of actions make less than 100");
  }

  int percent() {
    return percent;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
