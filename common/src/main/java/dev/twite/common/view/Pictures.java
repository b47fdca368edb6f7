package dev.twite.common.view;

import com.google.common.collect.Iterables;
import dev.twite.common.cache.NearCache;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.media.v1.GetMediaRequest;
import dev.twite.proto.media.v1.MediaGrpc.MediaBlockingStub;
import dev.twite.proto.media.v1.MediaItem;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Looks up pictures, for a whole page with one call, and with none for a page without. Kept for two
 * seconds, so that what is removed is not shown after five (S4). As with {@link Likes}, a page is
 * worth showing without: nobody waits long for them.
 */
public final class Pictures {
  private static final int BATCH = 500;
  private static final Duration KEPT = Duration.ofSeconds(2);
  private static final int MAX_KEPT = 20_000;

  private final MediaBlockingStub media;
  private final MediaLinks links;
  private final Garnish garnish;
  // Empty is known to be gone.
  private final NearCache<Optional<MediaItem>> cache = new NearCache<>(MAX_KEPT, KEPT);

  @Inject
  Pictures(MediaBlockingStub media, MediaLinks links, Metrics metrics) {
    this.media = media;
    this.links = links;
    this.garnish =
        new Garnish(
            "pictures",
            metrics.counter("twite_view_pictures_missing_total", "Pages served without pictures"));
  }

  /** The pictures of these ids; 0 is none. Without those that are gone or could not be learnt. */
  public Album of(Collection<Long> ids) {
    List<Long> pictures = ids.stream().filter(id -> id != 0).toList();
    if (pictures.isEmpty()) {
      return Album.EMPTY;
    }
    Map<Long, MediaItem> found = new HashMap<>();
    cache
        .all(pictures, unknown -> garnish.ask(() -> asked(unknown)).orElse(Map.of()))
        .forEach((id, picture) -> picture.ifPresent(item -> found.put(id, item)));
    return new Album(found, links);
  }

  /** How a picture that was just taken in is shown. */
  public MediaView view(MediaItem item) {
    return new Album(Map.of(item.getId(), item), links).views(List.of(item.getId())).getFirst();
  }

  private Map<Long, Optional<MediaItem>> asked(List<Long> ids) {
    Map<Long, Optional<MediaItem>> found = new HashMap<>();
    ids.forEach(id -> found.put(id, Optional.empty()));
    for (List<Long> batch : Iterables.partition(ids, BATCH)) {
      media
          .withDeadlineAfter(garnish.patienceMillis(), TimeUnit.MILLISECONDS)
          .getMedia(GetMediaRequest.newBuilder().addAllIds(batch).build())
          .getItemsList()
          .forEach(item -> found.put(item.getId(), Optional.of(item)));
    }
    return found;
  }
}
