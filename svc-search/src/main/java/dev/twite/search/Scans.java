package dev.twite.search;

import com.google.common.collect.Lists;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.like.v1.GetLikesRequest;
import dev.twite.proto.like.v1.LikeGrpc.LikeBlockingStub;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.ScanUsersRequest;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.profile.v1.UserPage;
import dev.twite.proto.tweet.v1.Hashtag;
import dev.twite.proto.tweet.v1.Mention;
import dev.twite.proto.tweet.v1.ScanTweetsRequest;
import dev.twite.proto.tweet.v1.Tweet;
import dev.twite.proto.tweet.v1.TweetPage;
import dev.twite.proto.tweet.v1.TweetServiceGrpc.TweetServiceBlockingStub;
import dev.twite.proto.tweet.v1.Url;
import dev.twite.search.store.Counts;
import dev.twite.search.store.SearchIndex;
import dev.twite.search.text.TextForm;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads everything that there is from those who own it, into an empty index. */
public final class Scans {
  private static final Logger log = LoggerFactory.getLogger(Scans.class);
  private static final int PAGE = 1_000;
  private static final int LIKES_AT_ONCE = 200;
  private static final long DEADLINE_SECONDS = 15;

  private final SearchIndex index;
  private final TweetServiceBlockingStub tweets;
  private final ProfileBlockingStub profiles;
  private final LikeBlockingStub likes;

  @Inject
  Scans(
      SearchIndex index,
      TweetServiceBlockingStub tweets,
      ProfileBlockingStub profiles,
      LikeBlockingStub likes) {
    this.index = index;
    this.tweets = tweets;
    this.profiles = profiles;
    this.likes = likes;
  }

  /**
   * Fills the index.
   *
   * @throws io.grpc.StatusRuntimeException when one of the owners is away; to be done again then
   */
  public void run() {
    long start = System.nanoTime();
    long people = scanUsers();
    long found = scanTweets();
    log.info(
        "Read {} tweets and {} people in {} ms",
        found,
        people,
        (System.nanoTime() - start) / 1_000_000);
  }

  private long scanUsers() {
    long after = 0;
    long found = 0;
    do {
      UserPage page =
          profiles
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .scanUsers(ScanUsersRequest.newBuilder().setAfterId(after).setLimit(PAGE).build());
      index.change(
          editor -> {
            for (User user : page.getUsersList()) {
              editor.put(profile(user), user.getFollowersCount());
              if (user.getBanVersion() > 0) {
                editor.ban(user.getId(), user.getBanVersion(), user.getBanned());
              }
            }
          });
      found += page.getUsersCount();
      after = page.getNextCursor();
    } while (after != 0);
    return found;
  }

  private long scanTweets() {
    long after = 0;
    long found = 0;
    do {
      TweetPage page =
          tweets
              .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
              .scanTweets(ScanTweetsRequest.newBuilder().setAfterId(after).setLimit(PAGE).build());
      List<Tweet> originals =
          page.getTweetsList().stream().filter(tweet -> tweet.getRetweetOfId() == 0).toList();
      Map<Long, Long> liked = likes(originals.stream().map(Tweet::getId).toList());
      index.change(
          editor -> {
            for (Tweet tweet : originals) {
              editor.put(told(tweet), counts(tweet, liked.getOrDefault(tweet.getId(), 0L)));
            }
          });
      found += originals.size();
      after = page.getNextCursor();
    } while (after != 0);
    return found;
  }

  private Map<Long, Long> likes(List<Long> ids) {
    Map<Long, Long> counts = new HashMap<>();
    for (List<Long> batch : Lists.partition(ids, LIKES_AT_ONCE)) {
      likes
          .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
          .getLikes(GetLikesRequest.newBuilder().addAllTweetIds(batch).build())
          .getLikesList()
          .forEach(state -> counts.put(state.getTweetId(), state.getLikesCount()));
    }
    return counts;
  }

  static Counts counts(Tweet tweet, long likes) {
    return new Counts(
        likes, tweet.getRetweetsCount(), tweet.getRepliesCount(), tweet.getQuotesCount());
  }

  /** A tweet as its events tell it. */
  private static TweetCreated told(Tweet tweet) {
    return TweetCreated.newBuilder()
        .setTweetId(tweet.getId())
        .setAuthorId(tweet.getAuthorId())
        .setText(tweet.getText())
        .setReplyToAuthorId(tweet.getReplyToAuthorId())
        .addAllMentionedUserIds(
            tweet.getMentionsList().stream()
                .map(Mention::getUserId)
                .filter(id -> id != 0)
                .distinct()
                .toList())
        .addAllHashtags(
            tweet.getHashtagsList().stream()
                .map(Hashtag::getTag)
                .map(TextForm::tag)
                .distinct()
                .toList())
        .addAllUrls(tweet.getUrlsList().stream().map(Url::getUrl).toList())
        .addAllMediaIds(tweet.getMediaIdsList())
        .setVisibility(tweet.getVisibilityValue())
        .setCreatedAtMs(tweet.getCreatedAtMs())
        .build();
  }

  private static ProfileUpdated profile(User user) {
    return ProfileUpdated.newBuilder()
        .setUserId(user.getId())
        .setHandle(user.getHandle())
        .setName(user.getName())
        .setBio(user.getBio())
        .build();
  }
}
