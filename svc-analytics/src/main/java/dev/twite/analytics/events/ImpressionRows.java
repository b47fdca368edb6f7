package dev.twite.analytics.events;

import dev.twite.analytics.store.ImpressionRow;
import dev.twite.common.kafka.EventBatch.Positioned;
import dev.twite.proto.events.v1.TweetsViewed;
import java.util.List;
import java.util.stream.IntStream;

/** What readers were shown as rows, one a tweet. Authors who see their own tweets don't count. */
final class ImpressionRows {
  private ImpressionRows() {}

  /** Empty for other events. */
  static List<ImpressionRow> of(Positioned record) {
    if (!(record.event().payload() instanceof TweetsViewed viewed)) {
      return List.of();
    }
    return IntStream.range(0, Math.min(viewed.getTweetIdsCount(), viewed.getAuthorIdsCount()))
        .filter(i -> viewed.getAuthorIds(i) != viewed.getViewerId())
        .mapToObj(
            i ->
                new ImpressionRow(
                    record.place(),
                    record.event().id(),
                    record.event().occurredAt().toEpochMilli(),
                    viewed.getViewerId(),
                    viewed.getTweetIds(i),
                    viewed.getAuthorIds(i),
                    Math.max(1, viewed.getWeight())))
        .toList();
  }
}
