package dev.twite.profile;

import dev.twite.common.db.Database;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.profile.events.ProfileEvents;
import dev.twite.profile.store.ProfileDao;
import dev.twite.profile.store.ProfileFields;
import dev.twite.profile.store.ProfileView;
import jakarta.inject.Inject;

/** Changes profiles for their owners. */
public final class ProfileEditor {
  private final Database database;
  private final ProfileEvents events;
  private final OwnPictures pictures;

  @Inject
  ProfileEditor(Database database, ProfileEvents events, OwnPictures pictures) {
    this.database = database;
    this.events = events;
    this.pictures = pictures;
  }

  /**
   * Changes what is set, and tells of it when something changed.
   *
   * @return the profile as it then is
   * @throws TwiteException INVALID_REQUEST with every fault, USER_NOT_FOUND
   */
  public ProfileView update(long userId, ProfileChange change) {
    change.check();
    pictures.reserve("avatar_media_id", change.avatarMediaId());
    pictures.reserve("banner_media_id", change.bannerMediaId());
    return database.transact(
        handle -> {
          ProfileDao profiles = handle.attach(ProfileDao.class);
          ProfileFields now =
              profiles.lock(userId).orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
          ProfileFields then = change.applyTo(now);
          if (!then.equals(now)) {
            profiles.update(then);
            events.updated(handle, then);
          }
          return profiles.byIds(new long[] {userId}).getFirst();
        });
  }
}
