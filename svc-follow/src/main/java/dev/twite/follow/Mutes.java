package dev.twite.follow;

import dev.twite.common.id.IdSource;
import dev.twite.follow.events.FollowEvents;
import dev.twite.follow.store.Locks;
import dev.twite.follow.store.MuteDao;
import dev.twite.follow.store.Relation;
import dev.twite.follow.store.RelationDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;

/** Mutes and unmutes. Both are idempotent; the muted one never learns of it. */
public final class Mutes {
  private final Filters filters;
  private final Targets targets;
  private final FollowEvents events;
  private final IdSource ids;
  private final Clock clock;

  @Inject
  Mutes(Filters filters, Targets targets, FollowEvents events, IdSource ids, Clock clock) {
    this.filters = filters;
    this.targets = targets;
    this.events = events;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @throws dev.twite.common.error.TwiteException USER_NOT_FOUND, CANNOT_TARGET_SELF
   */
  public Relation mute(long actor, long target) {
    targets.require(actor, target);
    return filters.transact(
        List.of(actor),
        handle -> {
          Locks.livePair(handle, actor, target);
          MuteDao mutes = handle.attach(MuteDao.class);
          if (mutes.insert(ids.next(), actor, target, clock.millis()) == 1) {
            events.muteCreated(handle, actor, target);
          }
          return handle.attach(RelationDao.class).of(actor, target);
        });
  }

  /** Takes a mute back. */
  public Relation unmute(long actor, long target) {
    Targets.requireId(target);
    return filters.transact(
        List.of(actor),
        handle -> {
          Locks.pair(handle, actor, target);
          if (handle.attach(MuteDao.class).delete(actor, target) == 1) {
            events.muteDeleted(handle, actor, target);
          }
          return handle.attach(RelationDao.class).of(actor, target);
        });
  }
}
