package dev.twite.media.store;

/**
 * A picture of somebody.
 *
 * @param kind image or gif
 * @param keptUntilMs see the table
 */
public record ItemRow(
    long id,
    long ownerId,
    String kind,
    String key,
    String previewKey,
    int width,
    int height,
    String alt,
    String blurhash,
    long createdAtMs,
    long keptUntilMs) {
  /** Whether it is an animation. */
  public boolean moves() {
    return kind.equals("gif");
  }
}
