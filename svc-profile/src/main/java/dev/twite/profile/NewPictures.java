package dev.twite.profile;

import dev.twite.common.error.TwiteException;
import dev.twite.common.media.PictureHold;
import dev.twite.profile.store.ProfileFields;
import java.util.List;

/**
 * The pictures that a change brings; what the profile already has is kept by that.
 *
 * @param avatar its id; 0 = no new one
 * @param banner likewise
 */
record NewPictures(long avatar, long banner) {
  static final NewPictures NONE = new NewPictures(0, 0);

  static NewPictures of(ProfileFields now, ProfileFields then) {
    return new NewPictures(
        then.avatarMediaId() == now.avatarMediaId() ? 0 : then.avatarMediaId(),
        then.bannerMediaId() == now.bannerMediaId() ? 0 : then.bannerMediaId());
  }

  boolean covers(NewPictures needed) {
    return (needed.avatar == 0 || needed.avatar == avatar)
        && (needed.banner == 0 || needed.banner == banner);
  }

  /**
   * Has those held that are not yet; all there are then. One change has one avatar and one banner,
   * so this is called twice at most.
   *
   * @throws TwiteException INVALID_REQUEST naming the field, when one is not the caller's
   */
  NewPictures hold(NewPictures needed, PictureHold hold) {
    if (needed.avatar != 0 && needed.avatar != avatar) {
      hold.add("avatar_media_id", List.of(needed.avatar));
    }
    if (needed.banner != 0 && needed.banner != banner) {
      hold.add("banner_media_id", List.of(needed.banner));
    }
    return new NewPictures(
        needed.avatar == 0 ? avatar : needed.avatar, needed.banner == 0 ? banner : needed.banner);
  }
}
