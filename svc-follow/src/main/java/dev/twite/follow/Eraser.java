package dev.twite.follow;

import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.follow.events.FollowEvents;
import dev.twite.follow.store.BlockDao;
import dev.twite.follow.store.DeletedUserDao;
import dev.twite.follow.store.Edge;
import dev.twite.follow.store.FollowDao;
import dev.twite.follow.store.Locks;
import dev.twite.follow.store.MuteDao;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Removes every relation of accounts that are gone, in bites, with an event for each, so that
 * counts and timelines follow. An account with a million followers takes minutes: that is a loop of
 * its own, which a stop ends after one bite and the next start (or another process) carries on.
 */
public final class Eraser implements Component {
  private static final Duration IDLE = Duration.ofSeconds(5);
  private static final int BITE = 200;

  private final Database database;
  private final Filters filters;
  private final FollowEvents events;
  private final Clock clock;
  private final PeriodicTask erasing = new PeriodicTask("erase-follow", IDLE, this::erase);

  @Inject
  Eraser(Database database, Filters filters, FollowEvents events, Clock clock) {
    this.database = database;
    this.filters = filters;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    erasing.startAtOnce();
  }

  @Override
  public void stop() throws InterruptedException {
    erasing.stop();
  }

  /** Keeps new relations of the account out, from now on, and has the old ones removed. */
  public void add(long user) {
    database.run(
        handle -> {
          // Waits for relations in the making, so that none is committed after the row.
          Locks.deletedUser(handle, user);
          handle.attach(DeletedUserDao.class).insert(user, clock.millis());
        });
    erasing.wake();
  }

  private void erase() {
    boolean more = true;
    while (more && !erasing.isStopping()) {
      more = bite();
    }
  }

  /** False when there is nothing to do. */
  private boolean bite() {
    Set<Long> changed = new HashSet<>();
    try {
      return database.transact(
          handle -> {
            DeletedUserDao deleted = handle.attach(DeletedUserDao.class);
            Optional<Long> user = deleted.lockNext();
            if (user.isPresent() && erase(handle, user.get(), changed) == 0) {
              deleted.markErased(user.get());
            }
            return user.isPresent();
          });
    } finally {
      filters.changed(changed);
    }
  }

  // No pair is locked: nothing can be added any more, and of two who delete a row one finds it.
  private int erase(Handle handle, long user, Set<Long> changed) {
    List<Edge> follows = handle.attach(FollowDao.class).deleteSome(user, BITE);
    follows.forEach(edge -> events.followDeleted(handle, edge.fromId(), edge.toId()));
    List<Edge> blocks = handle.attach(BlockDao.class).deleteSome(user, BITE);
    blocks.forEach(edge -> events.blockDeleted(handle, edge.fromId(), edge.toId()));
    List<Edge> mutes = handle.attach(MuteDao.class).deleteSome(user, BITE);
    mutes.forEach(edge -> events.muteDeleted(handle, edge.fromId(), edge.toId()));
    Stream.of(follows, blocks, mutes)
        .flatMap(List::stream)
        .forEach(edge -> changed.add(edge.fromId()));
    blocks.forEach(edge -> changed.add(edge.toId()));
    return follows.size() + blocks.size() + mutes.size();
  }
}
