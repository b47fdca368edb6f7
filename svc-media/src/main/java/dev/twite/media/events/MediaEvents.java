package dev.twite.media.events;

import dev.twite.common.kafka.EventHandler;
import dev.twite.media.Attachments;
import dev.twite.media.Attachments.Holder;
import dev.twite.media.Attachments.Use;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.TweetCreated;
import dev.twite.proto.events.v1.TweetDeleted;
import dev.twite.proto.events.v1.UserDeleted;
import jakarta.inject.Inject;
import java.util.List;

/** What tweets, profiles and accounts mean to pictures. An edit of a tweet leaves its pictures. */
final class MediaEvents {
  private final Attachments attachments;

  @Inject
  MediaEvents(Attachments attachments) {
    this.attachments = attachments;
  }

  EventHandler handler() {
    return EventHandler.builder()
        .on(
            TweetCreated.class,
            (made, event) -> {
              if (made.getMediaIdsCount() > 0) {
                attachments.use(
                    event.id(),
                    made.getAuthorId(),
                    made.getTweetId(),
                    made.getTweetId(),
                    List.of(new Use(Holder.TWEET, made.getMediaIdsList())));
              }
            })
        .on(
            TweetDeleted.class,
            (gone, event) ->
                attachments.use(
                    event.id(),
                    gone.getAuthorId(),
                    gone.getTweetId(),
                    gone.getTweetId(),
                    List.of(new Use(Holder.TWEET, List.of()))))
        .on(
            ProfileUpdated.class,
            (profile, event) ->
                attachments.use(
                    event.id(),
                    profile.getUserId(),
                    profile.getUserId(),
                    profile.getPicturesHeldFor(),
                    List.of(
                        new Use(Holder.AVATAR, listOf(profile.getAvatarMediaId())),
                        new Use(Holder.BANNER, listOf(profile.getBannerMediaId())))))
        .on(UserDeleted.class, (gone, event) -> attachments.removeOwner(gone.getUserId()))
        .build();
  }

  private static List<Long> listOf(long id) {
    return id == 0 ? List.of() : List.of(id);
  }
}
