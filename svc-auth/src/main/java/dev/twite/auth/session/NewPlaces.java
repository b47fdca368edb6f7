package dev.twite.auth.session;

import dev.twite.auth.events.AuthEvents;
import dev.twite.auth.store.SessionDao;
import dev.twite.common.limit.Subjects;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/**
 * Has the owner told when an account is signed in to from a network or a device that none of its
 * sessions was used from. Only log ins count: a session that moves with its phone is refreshed, not
 * opened.
 */
public final class NewPlaces {
  /** Later the mail would only confuse. */
  private static final Duration NEWS = Duration.ofDays(2);

  private static final int SESSIONS = 100;

  /** A browser's new version is no new device. */
  private static final Pattern VERSION = Pattern.compile("[0-9][0-9._]*");

  private final AuthEvents events;
  private final Clock clock;

  @Inject
  NewPlaces(AuthEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  /** Call before the new session is written, in its transaction. */
  void look(Handle handle, long userId, Origin origin) {
    List<SessionDao.Used> used = handle.attach(SessionDao.class).used(userId, SESSIONS);
    // With no session left to compare with, every log in would look new.
    if (!used.isEmpty() && !(isKnownNetwork(origin, used) && isKnownDevice(origin, used))) {
      events.newSignIn(handle, userId, origin, clock.instant().plus(NEWS).toEpochMilli());
    }
  }

  private static boolean isKnownNetwork(Origin origin, List<SessionDao.Used> used) {
    if (origin.address().isEmpty()) {
      return true;
    }
    String network = Subjects.ofAddress(origin.address());
    return used.stream()
        .map(SessionDao.Used::address)
        .anyMatch(address -> !address.isEmpty() && Subjects.ofAddress(address).equals(network));
  }

  private static boolean isKnownDevice(Origin origin, List<SessionDao.Used> used) {
    String family = familyOf(origin.userAgent());
    return used.stream().anyMatch(session -> familyOf(session.userAgent()).equals(family));
  }

  private static String familyOf(String userAgent) {
    return VERSION.matcher(userAgent).replaceAll("");
  }
}
