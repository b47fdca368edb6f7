package dev.twite.media.grpc;

import dev.twite.media.store.ItemRow;
import dev.twite.proto.media.v1.GetMediaResponse;
import dev.twite.proto.media.v1.MediaItem;
import java.util.List;

/** Rows as messages. */
final class Messages {
  private Messages() {}

  static MediaItem of(ItemRow row) {
    return MediaItem.newBuilder()
        .setId(row.id())
        .setOwnerId(row.ownerId())
        .setKind(row.kind())
        .setKey(row.key())
        .setPreviewKey(row.previewKey())
        .setWidth(row.width())
        .setHeight(row.height())
        .setAlt(row.alt())
        .setBlurhash(row.blurhash())
        .setCreatedAtMs(row.createdAtMs())
        .build();
  }

  static GetMediaResponse of(List<ItemRow> rows) {
    return GetMediaResponse.newBuilder()
        .addAllItems(rows.stream().map(Messages::of).toList())
        .build();
  }
}
