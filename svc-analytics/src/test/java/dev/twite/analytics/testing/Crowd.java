package dev.twite.analytics.testing;

import com.google.protobuf.Message;
import dev.twite.common.kafka.Topic;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.TweetsViewed;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.tweet.v1.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** People who do all that can be done, at random. */
public final class Crowd {
  private static final List<String> TAGS =
      List.of("java", "kaffee", "москва", "東京", "cats", "dogs", "o'clock", "a_b");

  private final Random random;
  private final long fromMs;
  private final long toMs;
  private final List<Long> people = new ArrayList<>();
  private final List<TweetCreated> tweets = new ArrayList<>();
  private final List<Happening> all = new ArrayList<>();
  private long nextId = 1_000_000;
  private int told;

  /** What they do lies between these moments. */
  public Crowd(long seed, long fromMs, long toMs, int size) {
    this.random = new Random(seed);
    this.fromMs = fromMs;
    this.toMs = toMs;
    for (int i = 0; i < size; i++) {
      long id = 5_000L + i;
      people.add(id);
      happen(Topic.USER, id, UserCreated.newBuilder().setUserId(id).setHandle("u" + i).build());
    }
  }

  public List<Long> people() {
    return people;
  }

  /** Everything so far. */
  public List<Happening> all() {
    return all;
  }

  /** The tweets that others did most to come first. */
  public List<TweetCreated> tweets() {
    return tweets;
  }

  /** Goes on until that many things have happened in all; returns those not returned before. */
  public List<Happening> until(int count) {
    int before = told;
    while (all.size() < count) {
      act();
    }
    told = all.size();
    return all.subList(before, told);
  }

  private void act() {
    long who = someone();
    long whom = someone();
    int dice = random.nextInt(100);
    if (dice < 20 || tweets.isEmpty()) {
      tweet(who);
    } else if (dice < 45) {
      TweetCreated it = someTweet();
      happen(
          Topic.LIKE,
          who,
          LikeCreated.newBuilder()
              .setTweetId(it.getTweetId())
              .setAuthorId(it.getAuthorId())
              .setUserId(who)
              .build());
    } else if (dice < 49) {
      TweetCreated it = someTweet();
      happen(
          Topic.LIKE,
          who,
          LikeDeleted.newBuilder()
              .setTweetId(it.getTweetId())
              .setAuthorId(it.getAuthorId())
              .setUserId(who)
              .build());
    } else if (dice < 60) {
      happen(
          Topic.FOLLOW,
          who,
          FollowCreated.newBuilder().setFollowerId(who).setFolloweeId(whom).build());
    } else if (dice < 64) {
      happen(
          Topic.FOLLOW,
          who,
          FollowDeleted.newBuilder().setFollowerId(who).setFolloweeId(whom).build());
    } else if (dice < 90) {
      view(random.nextInt(4) == 0 ? 0 : who);
    } else {
      rare(who, whom);
    }
  }

  private void rare(long who, long whom) {
    TweetCreated it = someTweet();
    switch (random.nextInt(5)) {
      case 0 ->
          happen(
              Topic.TWEET,
              it.getTweetId(),
              TweetEdited.newBuilder()
                  .setTweetId(it.getTweetId())
                  .setAuthorId(it.getAuthorId())
                  .build());
      case 1 ->
          happen(
              Topic.TWEET,
              it.getTweetId(),
              TweetDeleted.newBuilder()
                  .setTweetId(it.getTweetId())
                  .setAuthorId(it.getAuthorId())
                  .build());
      case 2 ->
          happen(
              Topic.FOLLOW,
              who,
              BlockCreated.newBuilder().setBlockerId(who).setBlockedId(whom).build());
      case 3 ->
          happen(
              Topic.FOLLOW, who, MuteCreated.newBuilder().setMuterId(who).setMutedId(whom).build());
      default -> happen(Topic.PROFILE, who, ProfileUpdated.newBuilder().setUserId(who).build());
    }
  }

  private void tweet(long who) {
    TweetCreated.Builder made =
        TweetCreated.newBuilder()
            .setTweetId(nextId++)
            .setAuthorId(who)
            .setText("not for the table")
            .setVisibility(
                random.nextInt(5) == 0
                    ? Visibility.VISIBILITY_FOLLOWERS_VALUE
                    : Visibility.VISIBILITY_PUBLIC_VALUE);
    int dice = tweets.isEmpty() ? 0 : random.nextInt(10);
    TweetCreated other = tweets.isEmpty() ? TweetCreated.getDefaultInstance() : someTweet();
    if (dice == 9) {
      made.setRetweetOfId(other.getTweetId()).setRetweetOfAuthorId(other.getAuthorId());
    } else {
      if (dice >= 6) {
        made.setReplyToId(other.getTweetId()).setReplyToAuthorId(other.getAuthorId());
      }
      if (dice % 5 == 1) {
        TweetCreated quoted = someTweet();
        made.setQuoteOfId(quoted.getTweetId()).setQuoteOfAuthorId(quoted.getAuthorId());
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        made.addHashtags(TAGS.get((int) (random.nextDouble() * random.nextDouble() * TAGS.size())));
      }
    }
    tweets.add(made.build());
    happen(Topic.TWEET, made.getTweetId(), made.build());
  }

  private void view(long viewer) {
    TweetsViewed.Builder viewed =
        TweetsViewed.newBuilder().setViewerId(viewer).setWeight(1 + random.nextInt(3));
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      TweetCreated it = someTweet();
      viewed.addTweetIds(it.getTweetId()).addAuthorIds(it.getAuthorId());
    }
    happen(Topic.IMPRESSION, viewer, viewed.build());
  }

  /** Some are talked about much more than others. */
  private TweetCreated someTweet() {
    double skewed = Math.pow(random.nextDouble(), 3);
    return tweets.get((int) (skewed * tweets.size()));
  }

  private long someone() {
    return people.get(random.nextInt(people.size()));
  }

  private void happen(Topic topic, long key, Message payload) {
    long at = fromMs + (long) (random.nextDouble() * (double) (toMs - fromMs));
    all.add(new Happening(nextId++, at, topic, key, payload));
  }
}
