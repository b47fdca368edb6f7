package dev.twite.like.events;

import com.google.protobuf.Message;
import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.like.store.LikedPair;
import dev.twite.proto.events.v1.LikeCreated;
import dev.twite.proto.events.v1.LikeDeleted;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * What svc-like tells others: one event for each row that came or went, in its transaction, which
 * holds the tweet's count. The key is the one who likes, so that all events of a pair keep their
 * order.
 */
public final class LikeEvents {
  private final Outbox outbox;
  private final Clock clock;

  /** The request that an event comes from. */
  public interface Origin {
    /** May be empty. */
    String requestId();

    /** May be empty. */
    String traceparent();
  }

  @Inject
  LikeEvents(Outbox outbox, Clock clock) {
    this.outbox = outbox;
    this.clock = clock;
  }

  public void append(
      Handle handle,
      List<LikedPair> made,
      List<LikedPair> unmade,
      Function<LikedPair, ? extends Origin> origins) {
    long now = clock.millis();
    List<Outbox.Entry> entries = new ArrayList<>(made.size() + unmade.size());
    for (LikedPair pair : made) {
      LikeCreated event =
          LikeCreated.newBuilder()
              .setTweetId(pair.tweetId())
              .setUserId(pair.userId())
              .setAuthorId(pair.authorId())
              .setCreatedAtMs(now)
              .build();
      entries.add(entry(pair, event, origins.apply(pair)));
    }
    for (LikedPair pair : unmade) {
      LikeDeleted event =
          LikeDeleted.newBuilder()
              .setTweetId(pair.tweetId())
              .setUserId(pair.userId())
              .setAuthorId(pair.authorId())
              .build();
      entries.add(entry(pair, event, origins.apply(pair)));
    }
    outbox.appendAll(handle, Topic.LIKE, entries);
  }

  private static Outbox.Entry entry(LikedPair pair, Message event, Origin origin) {
    return new Outbox.Entry(pair.userId(), event, origin.requestId(), origin.traceparent());
  }
}
