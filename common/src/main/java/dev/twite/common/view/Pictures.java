package dev.twite.common.view;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.collect.Iterables;
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
import java.util.Set;
import java.util.TreeSet;
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
  private final Cache<Long, Optional<MediaItem>> cache =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

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
    Map<Long, MediaItem> found = new HashMap<>();
    Set<Long> unknown = new TreeSet<>();
    for (Long id : ids) {
      if (id != 0) {
        Optional<MediaItem> known = cache.getIfPresent(id);
        if (known == null) {
          unknown.add(id);
        } else {
          known.ifPresent(item -> found.put(id, item));
        }
      }
    }
    if (!unknown.isEmpty()) {
      garnish.ask(() -> asked(unknown)).ifPresent(found::putAll);
    }
    return found.isEmpty() ? Album.EMPTY : new Album(found, links);
  }

  /** How a picture that was just taken in is shown. */
  public MediaView view(MediaItem item) {
    return new Album(Map.of(item.getId(), item), links).views(List.of(item.getId())).getFirst();
  }

  private Map<Long, MediaItem> asked(Set<Long> ids) {
    Map<Long, MediaItem> found = new HashMap<>();
    for (List<Long> batch : Iterables.partition(ids, BATCH)) {
      media
          .withDeadlineAfter(garnish.patienceMillis(), TimeUnit.MILLISECONDS)
          .getMedia(GetMediaRequest.newBuilder().addAllIds(batch).build())
          .getItemsList()
          .forEach(item -> found.put(item.getId(), item));
      batch.forEach(id -> cache.put(id, Optional.ofNullable(found.get(id))));
    }
    return found;
  }
}
