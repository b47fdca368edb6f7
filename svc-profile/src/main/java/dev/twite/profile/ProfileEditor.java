package dev.twite.profile;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.id.IdSource;
import dev.twite.common.media.PictureHold;
import dev.twite.common.media.PictureHolds;
import dev.twite.profile.events.ProfileEvents;
import dev.twite.profile.store.ProfileDao;
import dev.twite.profile.store.ProfileFields;
import dev.twite.profile.store.ProfileView;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Changes profiles for their owners. */
public final class ProfileEditor {
  private final Database database;
  private final ProfileEvents events;
  private final PictureHolds pictures;
  private final IdSource ids;

  @Inject
  ProfileEditor(Database database, ProfileEvents events, PictureHolds pictures, IdSource ids) {
    this.database = database;
    this.events = events;
    this.pictures = pictures;
    this.ids = ids;
  }

  /**
   * Changes what is set, and tells of it when something changed.
   *
   * @return the profile as it then is
   * @throws TwiteException INVALID_REQUEST with every fault, USER_NOT_FOUND
   */
  public ProfileView update(long userId, ProfileChange change) {
    change.check();
    try (PictureHold hold = pictures.begin(ids.next())) {
      NewPictures held = NewPictures.NONE;
      while (true) {
        NewPictures now = held;
        Outcome outcome = database.transact(handle -> apply(handle, userId, change, now, hold));
        if (outcome.profile().isPresent()) {
          return outcome.profile().get();
        }
        // Nobody waits for svc-media while he holds the row.
        held = held.hold(outcome.needed(), hold);
      }
    }
  }

  /** The profile, or what has to be held before it can be changed. */
  private record Outcome(Optional<ProfileView> profile, NewPictures needed) {}

  private Outcome apply(
      Handle handle, long userId, ProfileChange change, NewPictures held, PictureHold hold) {
    ProfileDao profiles = handle.attach(ProfileDao.class);
    ProfileFields now =
        profiles.lock(userId).orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
    ProfileFields then = change.applyTo(now);
    NewPictures needed = NewPictures.of(now, then);
    if (!held.covers(needed)) {
      return new Outcome(Optional.empty(), needed);
    }
    boolean changes = !then.equals(now);
    if (changes) {
      profiles.update(then);
      events.updated(handle, then, hold.heldFor());
    }
    ProfileView view = profiles.byIds(new long[] {userId}).getFirst();
    hold.keep(changes);
    return new Outcome(Optional.of(view), needed);
  }
}
