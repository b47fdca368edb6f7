package dev.twite.common.view;

/**
 * A picture, {@code Media} in the contract.
 *
 * @param kind image or gif
 * @param url where all of it can be fetched
 * @param previewUrl where a smaller still can be, at most 640 pixels a side
 * @param alt what a person who can't see it is told; may be empty
 */
public record MediaView(
    String id,
    String kind,
    String url,
    String previewUrl,
    int width,
    int height,
    String alt,
    String blurhash) {}
