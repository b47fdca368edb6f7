package dev.twite.profile;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.kafka.GroupProgress;
import dev.twite.common.kafka.Topic;
import dev.twite.common.reconcile.ReconcileReport;
import dev.twite.common.reconcile.Reconciler;
import dev.twite.profile.Sources.Look;
import dev.twite.profile.events.Intake;
import dev.twite.profile.store.CountDao;
import dev.twite.profile.store.Figures;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds the counts of profiles against what svc-follow and svc-tweet have. The three are a topic
 * apart, so a difference may only be on its way: it counts as wrong when it is the same twice, each
 * time after everything that the others had counted has been published and taken in here, and while
 * the others' counts stood still. Accounts that never stand still are left unsure.
 */
final class CountsReconciler implements Reconciler {
  private static final int PAGE = 200;
  private static final int ROUNDS = 6;
  private static final Duration SETTLE = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(50);
  private static final Set<Topic> COUNTED = Set.of(Topic.FOLLOW, Topic.TWEET);

  private final Database database;
  private final Sources sources;
  private final GroupProgress progress;

  private record Difference(Figures held, Figures right) {}

  @Inject
  CountsReconciler(Database database, Sources sources, GroupProgress progress) {
    this.database = database;
    this.sources = sources;
    this.progress = progress;
  }

  @Override
  public String name() {
    return "profile_counts";
  }

  @Override
  public ReconcileReport run(boolean repair) {
    ReconcileReport.Builder report = new ReconcileReport.Builder();
    List<Long> page;
    long after = 0;
    do {
      long from = after;
      page = database.read(handle -> handle.attach(CountDao.class).usersAfter(from, PAGE));
      if (!page.isEmpty()) {
        after = page.getLast();
        report.checked(page.size());
        check(page, repair, report);
      }
    } while (page.size() == PAGE);
    return report.build();
  }

  private void check(List<Long> page, boolean repair, ReconcileReport.Builder report) {
    Map<Long, Figures> held = held(page);
    Look look = sources.at(page);
    Set<Long> open = new HashSet<>(page);
    open.removeIf(user -> held.get(user).equals(look.figures().get(user)));
    Map<Long, Difference> wrong = open.isEmpty() ? Map.of() : confirm(open, look);
    wrong.forEach(
        (user, difference) -> {
          report.drifted(
              "user %d: %s, there are %s".formatted(user, difference.held(), difference.right()));
          if (repair) {
            repair(user, difference);
            report.repaired();
          }
        });
    open.forEach(user -> report.skipped());
  }

  /** Takes the users out of {@code open} of whom it knows; returns those who are wrong. */
  private Map<Long, Difference> confirm(Set<Long> open, Look first) {
    Map<Long, Difference> wrong = new HashMap<>();
    Map<Long, Difference> seen = new HashMap<>();
    Look before = first;
    for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
      settle(before);
      Map<Long, Figures> held = held(open);
      Look after = sources.at(open);
      for (long user : List.copyOf(open)) {
        Figures now = after.figures().get(user);
        Difference difference = new Difference(held.get(user), now);
        if (held.get(user).equals(now)) {
          open.remove(user);
        } else if (!now.equals(before.figures().get(user))) {
          seen.remove(user);
        } else if (difference.equals(seen.put(user, difference))) {
          wrong.put(user, difference);
          open.remove(user);
        }
      }
      before = after;
    }
    return wrong;
  }

  // Returns when all that a look counted has been taken in here.
  private void settle(Look counted) {
    long end = System.nanoTime() + SETTLE.toNanos();
    while (!sources.at(List.of()).covers(counted)) {
      if (System.nanoTime() - end > 0) {
        throw TwiteException.of(ErrorCode.UNAVAILABLE, "Events wait to be published");
      }
      pause();
    }
    if (!progress.awaitHandled(Intake.GROUP, COUNTED, SETTLE)) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE, "Events wait to be taken in");
    }
  }

  // Adds what is missing: an event that is counted at this moment is counted too.
  private void repair(long user, Difference difference) {
    Figures missing = difference.right().minus(difference.held());
    database.run(
        handle ->
            handle
                .attach(CountDao.class)
                .add(user, missing.followers(), missing.following(), missing.tweets()));
  }

  private Map<Long, Figures> held(Collection<Long> users) {
    Map<Long, Figures> held = new HashMap<>();
    users.forEach(user -> held.put(user, Figures.NONE));
    long[] asked = users.stream().mapToLong(Long::longValue).toArray();
    database
        .read(handle -> handle.attach(CountDao.class).find(asked))
        .forEach(
            row ->
                held.put(
                    row.userId(), new Figures(row.followers(), row.following(), row.tweets())));
    return held;
  }

  private static void pause() {
    try {
      Thread.sleep(STEP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw TwiteException.of(ErrorCode.CANCELLED, "Interrupted", interrupted);
    }
  }
}
