package dev.twite.auth.key;

import dev.twite.auth.AuthConfig;
import dev.twite.auth.store.SigningKeyDao;
import dev.twite.auth.store.SigningKeyRow;
import dev.twite.common.boot.Component;
import dev.twite.common.db.Database;
import dev.twite.common.thread.PeriodicTask;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plans keys and reads them anew every ten seconds (S6). Several processes may: the plan is made
 * under an advisory lock.
 */
public final class KeyRotation implements Component {
  private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** For clocks that differ between machines. */
  private static final Duration SKEW = Duration.ofSeconds(30);

  private final Database database;
  private final SigningKeys keys;
  private final KeySealing sealing;
  private final KeyPlan.KeyTimes times;
  private final Clock clock;
  private final PeriodicTask ticking = new PeriodicTask("key-rotation", EVERY, this::tick);

  @Inject
  KeyRotation(
      Database database, SigningKeys keys, KeySealing sealing, AuthConfig config, Clock clock) {
    this.database = database;
    this.keys = keys;
    this.sealing = sealing;
    this.times =
        new KeyPlan.KeyTimes(
            config.keyRotation().toMillis(),
            config.keyAhead().toMillis(),
            config.accessLife().plus(SKEW).toMillis());
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    tick();
    ticking.start();
  }

  @Override
  public void stop() throws InterruptedException {
    ticking.stop();
  }

  /** Does what is due now and reads the keys. */
  public void tick() {
    List<SigningKeyRow> rows = database.read(handle -> handle.attach(SigningKeyDao.class).all());
    if (!KeyPlan.of(rows, times, clock.millis()).isNothing()) {
      rows = database.transact(this::planAlone);
    }
    keys.load(rows);
  }

  private List<SigningKeyRow> planAlone(Handle handle) {
    SigningKeyDao dao = handle.attach(SigningKeyDao.class);
    dao.lockPlanning();
    long now = clock.millis();
    KeyPlan plan = KeyPlan.of(dao.all(), times, now);
    plan.add().ifPresent(from -> dao.insert(sealing.make(from)));
    plan.promote().ifPresent(kid -> dao.signFrom(kid, now));
    plan.retire().ifPresent(kid -> dao.retire(kid, plan.retireAtMs()));
    if (plan.clean()) {
      dao.removeOver(now);
    }
    plan.add().ifPresent(from -> log.info("A new signing key, signs in {} ms", from - now));
    return dao.all();
  }
}
