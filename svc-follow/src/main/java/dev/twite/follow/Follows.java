package dev.twite.follow;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.follow.events.FollowEvents;
import dev.twite.follow.store.FollowDao;
import dev.twite.follow.store.Locks;
import dev.twite.follow.store.Relation;
import dev.twite.follow.store.RelationDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Follows and unfollows. Both are idempotent and answer with how the two then stand. */
public final class Follows {
  private final Filters filters;
  private final Targets targets;
  private final FollowEvents events;
  private final IdSource ids;
  private final Clock clock;
  private final int limit;

  @Inject
  Follows(
      Filters filters,
      Targets targets,
      FollowEvents events,
      IdSource ids,
      Clock clock,
      FollowConfig config) {
    this.filters = filters;
    this.targets = targets;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
    this.limit = config.followLimit();
  }

  /**
   * @throws TwiteException USER_NOT_FOUND, BLOCKED, CANNOT_TARGET_SELF, FOLLOW_LIMIT_REACHED
   */
  public Relation follow(long actor, long target) {
    targets.require(actor, target);
    return filters.transact(
        List.of(actor),
        handle -> {
          // Before the pair: whoever holds both took them in this order.
          Locks.following(handle, actor);
          Locks.livePair(handle, actor, target);
          RelationDao relations = handle.attach(RelationDao.class);
          Relation now = relations.of(actor, target);
          if (now.following()) {
            return now;
          }
          if (now.blocking() || now.blockedBy()) {
            throw TwiteException.of(ErrorCode.BLOCKED);
          }
          insert(handle, actor, target);
          return relations.of(actor, target);
        });
  }

  /** Takes a follow back. */
  public Relation unfollow(long actor, long target) {
    Targets.requireId(target);
    return filters.transact(
        List.of(actor),
        handle -> {
          Locks.pair(handle, actor, target);
          remove(handle, actor, target);
          return handle.attach(RelationDao.class).of(actor, target);
        });
  }

  /**
   * Removes a follow, if there is one, in the caller's transaction, which holds the pair and says
   * that the follower's filter changes.
   */
  void remove(Handle handle, long follower, long followee) {
    if (handle.attach(FollowDao.class).delete(follower, followee) == 1) {
      events.followDeleted(handle, follower, followee);
    }
  }

  private void insert(Handle handle, long actor, long target) {
    FollowDao follows = handle.attach(FollowDao.class);
    if (follows.countFollowing(actor, limit) >= limit) {
      throw TwiteException.of(ErrorCode.FOLLOW_LIMIT_REACHED);
    }
    long now = clock.millis();
    follows.insert(ids.next(), actor, target, now);
    events.followCreated(handle, actor, target, now);
  }
}
