package dev.twite.analytics.testing;

import com.google.protobuf.Message;
import dev.twite.analytics.Span;
import dev.twite.proto.analytics.v1.AccountRow;
import dev.twite.proto.analytics.v1.PlatformRow;
import dev.twite.proto.analytics.v1.TweetRow;
import dev.twite.proto.events.v1.BlockCreated;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.MuteCreated;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.TweetsViewed;
import dev.twite.proto.events.v1.UserCreated;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The same reports by going through everything that happened, one by one. */
public record BruteForce(List<Happening> all) {
  private static final long DAY = 86_400_000L;

  public List<AccountRow> account(long who, Span span) {
    List<AccountRow.Builder> rows = new ArrayList<>();
    for (int i = 0; i < span.rows(); i++) {
      rows.add(AccountRow.newBuilder().setTimeMs(span.timeMs(i)));
    }
    each(
        span,
        (one, row) -> {
          AccountRow.Builder into = rows.get(row);
          switch (one.payload()) {
            case TweetCreated it -> {
              if (it.getAuthorId() == who && it.getRetweetOfId() == 0) {
                into.setTweets(into.getTweets() + 1);
              }
              if (it.getReplyToId() != 0 && it.getReplyToAuthorId() == who) {
                into.setRepliesReceived(into.getRepliesReceived() + 1);
              }
              if (it.getRetweetOfId() != 0 && it.getRetweetOfAuthorId() == who) {
                into.setRetweetsReceived(into.getRetweetsReceived() + 1);
              }
            }
            case LikeCreated it when it.getAuthorId() == who ->
                into.setLikesReceived(into.getLikesReceived() + 1);
            case FollowCreated it when it.getFolloweeId() == who ->
                into.setFollowersGained(into.getFollowersGained() + 1);
            case FollowDeleted it when it.getFolloweeId() == who ->
                into.setFollowersLost(into.getFollowersLost() + 1);
            case TweetsViewed it when it.getViewerId() != who -> {
              for (long author : it.getAuthorIdsList()) {
                if (author == who) {
                  into.setImpressions(into.getImpressions() + it.getWeight());
                }
              }
            }
            default -> {}
          }
        });
    return rows.stream().map(AccountRow.Builder::build).toList();
  }

  public List<TweetRow> tweet(long id, Span span) {
    List<TweetRow.Builder> rows = new ArrayList<>();
    List<Set<Long>> readers = new ArrayList<>();
    for (int i = 0; i < span.rows(); i++) {
      rows.add(TweetRow.newBuilder().setTimeMs(span.timeMs(i)));
      readers.add(new HashSet<>());
    }
    each(
        span,
        (one, row) -> {
          TweetRow.Builder into = rows.get(row);
          switch (one.payload()) {
            case TweetCreated it -> {
              if (it.getReplyToId() == id) {
                into.setReplies(into.getReplies() + 1);
              }
              if (it.getRetweetOfId() == id) {
                into.setRetweets(into.getRetweets() + 1);
              }
              if (it.getQuoteOfId() == id) {
                into.setQuotes(into.getQuotes() + 1);
              }
            }
            case LikeCreated it when it.getTweetId() == id -> into.setLikes(into.getLikes() + 1);
            case TweetsViewed it -> {
              for (int i = 0; i < it.getTweetIdsCount(); i++) {
                if (it.getTweetIds(i) == id && it.getAuthorIds(i) != it.getViewerId()) {
                  into.setImpressions(into.getImpressions() + it.getWeight());
                  if (it.getViewerId() != 0) {
                    readers.get(row).add(it.getViewerId());
                  }
                }
              }
            }
            default -> {}
          }
        });
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).setReaders(readers.get(i).size());
    }
    return rows.stream().map(TweetRow.Builder::build).toList();
  }

  public List<PlatformRow> platform(Span span) {
    List<PlatformRow.Builder> rows = new ArrayList<>();
    List<Set<Long>> active = new ArrayList<>();
    for (int i = 0; i < span.rows(); i++) {
      rows.add(PlatformRow.newBuilder().setTimeMs(span.timeMs(i)));
      active.add(new HashSet<>());
    }
    each(
        span,
        (one, row) -> {
          PlatformRow.Builder into = rows.get(row);
          long actor = actor(one.payload());
          if (actor != 0) {
            active.get(row).add(actor);
          }
          switch (one.payload()) {
            case UserCreated unused -> into.setSignUps(into.getSignUps() + 1);
            case TweetCreated it when it.getRetweetOfId() == 0 ->
                into.setTweets(into.getTweets() + 1);
            case LikeCreated unused -> into.setLikes(into.getLikes() + 1);
            case FollowCreated unused -> into.setFollows(into.getFollows() + 1);
            case TweetsViewed it -> {
              long others =
                  it.getAuthorIdsList().stream().filter(a -> a != it.getViewerId()).count();
              into.setImpressions(into.getImpressions() + others * it.getWeight());
            }
            default -> {}
          }
        });
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).setActiveUsers(active.get(i).size());
    }
    return rows.stream().map(PlatformRow.Builder::build).toList();
  }

  /** Different people who did something on these days. */
  public long active(long firstDayMs, long lastDayMs) {
    return all.stream()
        .filter(one -> one.atMs() >= firstDayMs && one.atMs() < lastDayMs + DAY)
        .map(one -> actor(one.payload()))
        .filter(actor -> actor != 0)
        .distinct()
        .count();
  }

  /** Week of signing up, then week of activity from that one on, and how many. */
  public Map<Long, Map<Long, Long>> retention(Span span) {
    Map<Long, Long> joined = new TreeMap<>();
    Map<Long, Set<Long>> weeks = new TreeMap<>();
    each(
        span.days(),
        (one, row) -> {
          long week = mondayOf(one.atMs());
          if (one.payload() instanceof UserCreated it) {
            joined.merge(it.getUserId(), week, Math::min);
          }
          if (actor(one.payload()) != 0) {
            weeks.computeIfAbsent(actor(one.payload()), who -> new TreeSet<>()).add(week);
          }
        });
    Map<Long, Map<Long, Long>> cohorts = new TreeMap<>();
    joined.forEach(
        (who, week) ->
            weeks.get(who).stream()
                .filter(at -> at >= week)
                .forEach(
                    at ->
                        cohorts
                            .computeIfAbsent(week, first -> new TreeMap<>())
                            .merge(at, 1L, Long::sum)));
    return cohorts;
  }

  /** Tweets with what was done to them, most first, of equals the younger. */
  public List<Map.Entry<Long, Long>> topTweets(Span span, int limit) {
    Map<Long, Long> counts = new TreeMap<>();
    each(
        span,
        (one, row) -> {
          if (one.payload() instanceof LikeCreated it) {
            counts.merge(it.getTweetId(), 1L, Long::sum);
          } else if (one.payload() instanceof TweetCreated it) {
            Stream.of(it.getReplyToId(), it.getRetweetOfId(), it.getQuoteOfId())
                .filter(id -> id != 0)
                .forEach(id -> counts.merge(id, 1L, Long::sum));
          }
        });
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<Long, Long>comparingByValue()
                .thenComparing(Map.Entry.comparingByKey())
                .reversed())
        .limit(limit)
        .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** How many public tweets bear a tag. */
  public Map<String, Long> tags(Span span, Predicate<TweetCreated> isPublic) {
    Map<String, Long> counts = new TreeMap<>();
    each(
        span,
        (one, row) -> {
          if (one.payload() instanceof TweetCreated it && isPublic.test(it)) {
            it.getHashtagsList().stream()
                .distinct()
                .forEach(tag -> counts.merge(tag, 1L, Long::sum));
          }
        });
    return counts;
  }

  private void each(Span span, BiConsumer<Happening, Integer> visitor) {
    all.stream()
        .filter(one -> one.atMs() >= span.fromMs() && one.atMs() < span.toMs())
        .forEach(one -> visitor.accept(one, span.row(one.atMs())));
  }

  private static long mondayOf(long ms) {
    long day = Math.floorDiv(ms, DAY);
    // 1 January 1970 was a Thursday.
    return (day - Math.floorMod(day + 3, 7L)) * DAY;
  }

  /** Who did it, where that is a sign of life. */
  private static long actor(Message payload) {
    return switch (payload) {
      case UserCreated it -> it.getUserId();
      case ProfileUpdated it -> it.getUserId();
      case TweetCreated it -> it.getAuthorId();
      case TweetEdited it -> it.getAuthorId();
      case FollowCreated it -> it.getFollowerId();
      case BlockCreated it -> it.getBlockerId();
      case MuteCreated it -> it.getMuterId();
      case LikeCreated it -> it.getUserId();
      case TweetsViewed it -> it.getViewerId();
      default -> 0;
    };
  }
}
