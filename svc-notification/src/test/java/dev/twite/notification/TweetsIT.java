package dev.twite.notification;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.TimedTest;
import dev.twite.notification.testing.Rig;
import dev.twite.notification.testing.Told;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.notification.v1.Notification;
import dev.twite.proto.notification.v1.NotificationType;
import dev.twite.proto.tweet.v1.Visibility;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whom a tweet concerns, and what is left when it changes or goes. */
class TweetsIT {
  private static Rig rig;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private final long writer = rig.newId();
  private final long reader = rig.newId();
  private final long tweet = rig.newId();

  @Test
  void eachIsToldOnceOfATweetThatConcernsThemInSeveralWays() {
    long quoted = rig.newId();
    long mentioned = rig.newId();
    long id =
        rig.world.tweet(
            TweetCreated.newBuilder()
                .setAuthorId(writer)
                .setReplyToId(tweet)
                .setReplyToAuthorId(reader)
                .setQuoteOfId(rig.newId())
                .setQuoteOfAuthorId(quoted)
                .addAllMentionedUserIds(List.of(reader, quoted, mentioned, writer)));
    rig.settle();
    assertThat(rig.only(reader).getType()).isEqualTo(NotificationType.REPLY);
    assertThat(rig.only(quoted).getType()).isEqualTo(NotificationType.QUOTE);
    assertThat(rig.only(mentioned).getType()).isEqualTo(NotificationType.MENTION);
    assertThat(rig.list(writer)).isEmpty();
    for (long each : List.of(reader, quoted, mentioned)) {
      assertThat(rig.only(each).getTweetId()).isEqualTo(id);
      assertThat(rig.only(each).getActorIdsList()).containsExactly(writer);
    }
  }

  @Test
  void whoWantsNoRepliesStillHearsOfTheMention() {
    rig.set(reader, Rig.everything().setReply(false).build());
    rig.world.reply(writer, tweet, reader);
    long id =
        rig.world.tweet(
            TweetCreated.newBuilder()
                .setAuthorId(writer)
                .setReplyToId(tweet)
                .setReplyToAuthorId(reader)
                .addMentionedUserIds(reader));
    rig.settle();
    assertThat(rig.only(reader).getType()).isEqualTo(NotificationType.MENTION);
    assertThat(rig.only(reader).getTweetId()).isEqualTo(id);
  }

  @Test
  void anEditTellsTheNewlyMentionedAndForgetsWhoIsNoLongerMentioned() {
    long added = rig.newId();
    long id = rig.world.mention(writer, reader);
    rig.world.edit(writer, id, added);
    rig.settle();
    assertThat(rig.list(reader)).isEmpty();
    assertThat(rig.only(added).getType()).isEqualTo(NotificationType.MENTION);
    rig.world.edit(writer, id, added, reader);
    rig.settle();
    assertThat(rig.only(reader).getTweetId()).isEqualTo(id);
    assertThat(rig.list(added)).hasSize(1);
  }

  @Test
  void anEditThatMentionsWhoWasAnsweredIsNoNews() {
    long id = rig.world.reply(writer, tweet, reader);
    rig.world.edit(writer, id, reader);
    rig.settle();
    assertThat(rig.only(reader).getType()).isEqualTo(NotificationType.REPLY);
  }

  @Test
  void retweetsAreGroupedAndGoOneByOne() {
    long other = rig.newId();
    long retweet = rig.world.retweet(writer, tweet, reader);
    rig.world.retweet(other, tweet, reader);
    rig.settle();
    assertThat(rig.only(reader).getType()).isEqualTo(NotificationType.RETWEET);
    assertThat(rig.only(reader).getTweetId()).isEqualTo(tweet);
    assertThat(rig.only(reader).getActorsCount()).isEqualTo(2);
    rig.world.delete(writer, retweet, tweet);
    rig.settle();
    assertThat(rig.only(reader).getActorIdsList()).containsExactly(other);
  }

  @Test
  void theEndOfAnOlderRetweetDoesNotEndTheYoungerOne() {
    // Each in its own partition: the deletion of the first may come last.
    long first = rig.world.retweet(writer, tweet, reader);
    rig.settle();
    rig.world.retweet(writer, tweet, reader);
    rig.settle();
    rig.world.delete(writer, first, tweet);
    rig.settle();
    assertThat(rig.only(reader).getActorIdsList()).containsExactly(writer);
  }

  @Test
  void tweetsForFollowersAreToldToThoseWhoMaySeeThemOnly() {
    long follower = rig.newId();
    rig.world.follow.follow(follower, writer);
    for (long parentAuthor : List.of(reader, follower)) {
      rig.world.tweet(forFollowers().setReplyToId(tweet).setReplyToAuthorId(parentAuthor));
    }
    long mentioned = rig.newId();
    rig.world.tweet(
        forFollowers()
            .setReplyToId(tweet)
            .setReplyToAuthorId(mentioned)
            .addMentionedUserIds(mentioned));
    rig.settle();
    assertThat(rig.list(reader)).isEmpty();
    assertThat(rig.list(follower)).hasSize(1);
    assertThat(rig.only(mentioned).getType()).isEqualTo(NotificationType.REPLY);
  }

  @TimedTest
  void aDeletedTweetIsGoneFromEveryListWithinFiveSeconds_S4() {
    long id = rig.world.mention(reader, writer);
    for (int i = 0; i < 5; i++) {
      rig.world.like(rig.newId(), id, reader);
      rig.world.retweet(rig.newId(), id, reader);
    }
    long answer = rig.world.reply(writer, id, reader);
    rig.settle();
    assertThat(rig.list(reader)).hasSize(3);
    rig.world.delete(reader, id, 0);
    promised(
        Duration.ofSeconds(5),
        () -> {
          assertThat(rig.list(writer)).isEmpty();
          assertThat(rig.list(reader)).extracting(Notification::getTweetId).containsExactly(answer);
          assertThat(rig.unread(reader)).isEqualTo(1);
        });
  }

  @Test
  void whatComesLateOfADeletedTweetMakesNothing_R7() {
    long id = rig.world.mention(reader, writer);
    rig.settle();
    rig.world.delete(reader, id, 0);
    rig.settle();
    rig.world.like(rig.newId(), id, reader);
    rig.world.retweet(rig.newId(), id, reader);
    rig.world.mention(reader, writer);
    rig.settle();
    assertThat(rig.list(reader)).isEmpty();
    assertThat(rig.list(writer)).hasSize(1);
  }

  @Test
  void anUndoHoldsAgainstItsDeedThatComesLate_R7() {
    long deed = rig.newId();
    rig.world.unlike(writer, tweet, reader);
    rig.settle();
    rig.world.like(deed, writer, tweet, reader);
    rig.settle();
    assertThat(rig.list(reader)).isEmpty();
    // So does one of what was refused, and done again.
    long other = rig.newId();
    rig.set(reader, Rig.everything().setLike(false).build());
    rig.world.like(writer, other, reader);
    rig.settle();
    long again = rig.newId();
    rig.world.unlike(writer, other, reader);
    rig.settle();
    rig.set(reader, Rig.everything().build());
    rig.world.like(again, writer, other, reader);
    rig.settle();
    assertThat(rig.list(reader)).isEmpty();
    // What is done after that is news.
    rig.world.like(writer, tweet, reader);
    rig.settle();
    assertThat(rig.only(reader).getTweetId()).isEqualTo(tweet);
    assertThat(rig.only(reader).getActorIdsList()).containsExactly(writer);
  }

  @Test
  void settingsDecideWhatIsTold() {
    rig.set(reader, Rig.everything().setLike(false).build());
    rig.world.like(writer, tweet, reader);
    rig.world.retweet(writer, tweet, reader);
    rig.settle();
    assertThat(rig.only(reader).getType()).isEqualTo(NotificationType.RETWEET);
    // Wanted from now on, not in hindsight: also not when it is read again.
    rig.set(reader, Rig.everything().build());
    rig.world.like(rig.newId(), rig.newId(), reader);
    rig.settle();
    assertThat(rig.list(reader)).hasSize(2);
    rig.set(reader, Rig.everything().setOnlyFollowed(true).build());
    long followed = rig.newId();
    rig.world.follow.follow(reader, followed);
    try (Told told = new Told(rig.env)) {
      rig.world.follow(rig.newId(), reader);
      rig.world.follow(followed, reader);
      rig.settle();
      assertThat(rig.list(reader)).hasSize(3);
      assertThat(rig.list(reader).getFirst().getActorIdsList()).containsExactly(followed);
      eventually(() -> assertThat(told.to(reader)).hasSize(3));
    }
  }

  private TweetCreated.Builder forFollowers() {
    return TweetCreated.newBuilder()
        .setAuthorId(writer)
        .setVisibility(Visibility.VISIBILITY_FOLLOWERS_VALUE);
  }
}
