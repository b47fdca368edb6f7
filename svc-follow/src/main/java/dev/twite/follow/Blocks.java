package dev.twite.follow;

import dev.twite.common.id.IdSource;
import dev.twite.follow.events.FollowEvents;
import dev.twite.follow.store.BlockDao;
import dev.twite.follow.store.Locks;
import dev.twite.follow.store.Relation;
import dev.twite.follow.store.RelationDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/**
 * Blocks and unblocks. A block removes the follows between the two in its own transaction; nothing
 * brings them back. Both are idempotent.
 */
public final class Blocks {
  private final Filters filters;
  private final Targets targets;
  private final Follows follows;
  private final FollowEvents events;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  Blocks(
      Filters filters,
      Targets targets,
      Follows follows,
      FollowEvents events,
      IdSource ids,
      Clock clock) {
    this.filters = filters;
    this.targets = targets;
    this.follows = follows;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @throws dev.twite.common.error.TwiteException USER_NOT_FOUND, CANNOT_TARGET_SELF
   */
  public Relation block(long actor, long target) {
    targets.require(actor, target);
    return filters.transact(
        List.of(actor, target),
        handle -> {
          Locks.livePair(handle, actor, target);
          BlockDao blocks = handle.attach(BlockDao.class);
          if (blocks.insert(ids.next(), actor, target, clock.millis()) == 1) {
            follows.remove(handle, actor, target);
            follows.remove(handle, target, actor);
            events.blockCreated(handle, actor, target);
          }
          return handle.attach(RelationDao.class).of(actor, target);
        });
  }

  /** Takes a block back. */
  public Relation unblock(long actor, long target) {
    Targets.requireId(target);
    return filters.transact(
        List.of(actor, target),
        handle -> {
          Locks.pair(handle, actor, target);
          if (handle.attach(BlockDao.class).delete(actor, target) == 1) {
            events.blockDeleted(handle, actor, target);
          }
          return handle.attach(RelationDao.class).of(actor, target);
        });
  }
}
