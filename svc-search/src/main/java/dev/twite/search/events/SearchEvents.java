package dev.twite.search.events;

import com.google.protobuf.Message;
import dev.twite.common.kafka.BatchHandler;
import dev.twite.common.kafka.EventBatch;
import dev.twite.common.kafka.Position;
import dev.twite.common.kafka.StalePositionsException;
import dev.twite.proto.events.v1.FollowCreated;
import dev.twite.proto.events.v1.FollowDeleted;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.TweetEdited;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.search.store.IndexEditor;
import dev.twite.search.store.SearchIndex;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what happened into the index, together with how far it has come. All of it by id: what
 * comes again makes no difference.
 */
public final class SearchEvents implements BatchHandler {
  private static final Logger log = LoggerFactory.getLogger(SearchEvents.class);

  /** svc-profile counts followers from the same events as these; then once more, to be sure. */
  private static final long FOLLOWERS_AFTER_MILLIS = 2_000;

  private final SearchIndex index;
  private final IndexBuild build;
  // Positions are kept without the ids of topics: one that is made anew is known by these.
  private final Map<TopicPartition, TopicIdPartition> read = new HashMap<>();
  private boolean goesBack;

  @Inject
  SearchEvents(SearchIndex index, IndexBuild build) {
    this.index = index;
    this.build = build;
  }

  @Override
  public Map<TopicPartition, Position> positions(Set<TopicIdPartition> logs) {
    for (TopicIdPartition log : logs) {
      noticeRemade(log);
    }
    // After a build all partitions have to go back, also those that are not asked about.
    goesBack = (build.runIfNeeded() || goesBack) && logs.size() < read.size();
    Map<String, Long> kept = index.positions();
    Map<TopicPartition, Position> positions = new HashMap<>();
    for (TopicIdPartition log : logs) {
      TopicPartition partition = log.topicPartition();
      Long next = kept.get(key(partition));
      if (next != null) {
        positions.put(partition, new Position(next, Position.NO_EPOCH));
      }
    }
    return positions;
  }

  /** What was in between nobody can tell: everything is read anew. */
  @Override
  public void missing(Map<TopicPartition, Gap> gaps) {
    log.warn("Events are lost to the index, it is built anew: {}", gaps);
    index.distrust();
  }

  @Override
  public void idle() {
    // After a write that failed for good; the build is made where positions are asked for.
    if (goesBack || !index.isBuilt()) {
      goesBack = false;
      throw new StalePositionsException();
    }
  }

  @Override
  public void handle(EventBatch batch) {
    idle();
    Map<String, Long> next = new HashMap<>();
    batch.next().forEach((partition, offset) -> next.put(key(partition), offset));
    index.change(
        editor -> {
          for (EventBatch.Positioned record : batch.records()) {
            apply(record.event().payload(), editor);
          }
        },
        next);
  }

  private void noticeRemade(TopicIdPartition now) {
    TopicIdPartition before = read.put(now.topicPartition(), now);
    if (before != null && !before.equals(now)) {
      log.warn("{} was made anew, and the index is", now.topicPartition());
      index.distrust();
    }
  }

  private void apply(Message event, IndexEditor editor) throws IOException {
    switch (event) {
      case TweetCreated created -> created(created, editor);
      case TweetEdited edited -> editor.edit(edited);
      case TweetDeleted deleted -> {
        if (deleted.getRetweetOfId() == 0) {
          editor.deleteTweet(deleted.getTweetId());
        }
        markRelated(deleted.getReplyToId(), deleted.getRetweetOfId(), deleted.getQuoteOfId());
      }
      case LikeCreated like -> markTweet(like.getTweetId());
      case LikeDeleted like -> markTweet(like.getTweetId());
      case FollowCreated follow -> markUser(follow.getFolloweeId());
      case FollowDeleted follow -> markUser(follow.getFolloweeId());
      case UserCreated user ->
          editor.putIfNew(
              ProfileUpdated.newBuilder()
                  .setUserId(user.getUserId())
                  .setHandle(user.getHandle())
                  .setName(user.getName())
                  .build());
      case ProfileUpdated profile -> editor.put(profile);
      case UserBanned user -> editor.ban(user.getUserId(), user.getVersion(), true);
      case UserUnbanned user -> {
        editor.ban(user.getUserId(), user.getVersion(), false);
        // While it was hidden nobody told how many follow it.
        markUser(user.getUserId());
      }
      case UserDeleted user -> editor.deleteUser(user.getUserId());
      default -> {
        // Blocks and mutes are asked for when somebody reads.
      }
    }
  }

  private void created(TweetCreated created, IndexEditor editor) throws IOException {
    // A retweet shows what is there already. Of whatever gives a new tweet counts another event
    // tells.
    if (created.getRetweetOfId() == 0 && !editor.putIfNew(created)) {
      markTweet(created.getTweetId());
    }
    markRelated(created.getReplyToId(), created.getRetweetOfId(), created.getQuoteOfId());
  }

  private void markRelated(long... ids) {
    for (long id : ids) {
      if (id != 0) {
        markTweet(id);
      }
    }
  }

  private void markTweet(long id) {
    index.dirtyTweets().mark(id, 0);
  }

  private void markUser(long id) {
    index.dirtyUsers().mark(id, FOLLOWERS_AFTER_MILLIS);
  }

  static String key(TopicPartition partition) {
    return partition.topic() + "/" + partition.partition();
  }
}
