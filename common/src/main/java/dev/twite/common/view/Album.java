package dev.twite.common.view;

import dev.twite.proto.media.v1.MediaItem;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The pictures of a page, looked up together. */
public final class Album {
  /** Without pictures. */
  public static final Album EMPTY = new Album(Map.of(), new MediaLinks(""));

  private final Map<Long, MediaItem> items;
  private final MediaLinks links;

  Album(Map<Long, MediaItem> items, MediaLinks links) {
    this.items = Map.copyOf(items);
    this.links = links;
  }

  /** Where a picture can be fetched; null when there is none. */
  public String url(long mediaId) {
    MediaItem item = items.get(mediaId);
    return item == null ? null : links.of(item.getKey());
  }

  /** Where the small one can be; null when there is none. */
  public String previewUrl(long mediaId) {
    MediaItem item = items.get(mediaId);
    return item == null ? null : links.of(item.getPreviewKey());
  }

  /** Those there are, in this order. */
  public List<MediaView> views(List<Long> mediaIds) {
    return mediaIds.stream().map(items::get).filter(Objects::nonNull).map(this::view).toList();
  }

  private MediaView view(MediaItem item) {
    return new MediaView(
        Wire.id(item.getId()),
        item.getKind(),
        links.of(item.getKey()),
        links.of(item.getPreviewKey()),
        item.getWidth(),
        item.getHeight(),
        item.getAlt(),
        item.getBlurhash());
  }
}
