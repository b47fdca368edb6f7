package dev.twite.profile.events;

import dev.twite.common.kafka.Topic;
import dev.twite.common.outbox.Outbox;
import dev.twite.profile.store.ProfileFields;
import dev.twite.proto.events.v1.ProfileUpdated;
import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;

/** What svc-profile tells others. */
public final class ProfileEvents {
  private final Outbox outbox;

  @Inject
  ProfileEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  /**
   * In the transaction of the change, which holds the profile's row.
   *
   * @param heldFor what svc-media holds its new pictures for; 0 = it has none
   */
  public void updated(Handle handle, ProfileFields profile, long heldFor) {
    ProfileUpdated event =
        ProfileUpdated.newBuilder()
            .setUserId(profile.userId())
            .setHandle(profile.handle())
            .setName(profile.name())
            .setBio(profile.bio())
            .setAvatarMediaId(profile.avatarMediaId())
            .setBannerMediaId(profile.bannerMediaId())
            .setPicturesHeldFor(heldFor)
            .build();
    outbox.append(handle, Topic.PROFILE, profile.userId(), event);
  }
}
