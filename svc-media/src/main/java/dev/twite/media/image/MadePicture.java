package dev.twite.media.image;

import java.nio.file.Path;

/**
 * A picture made safe, in files that whoever asked for it removes.
 *
 * @param moves whether it is an animation
 * @param file its bytes
 * @param extension of its name, and so its type: jpg, png, gif
 * @param preview a smaller still; the same file where the picture is small itself
 * @param previewExtension likewise
 * @param width in pixels, upright
 * @param height likewise
 */
public record MadePicture(
    boolean moves,
    Path file,
    String extension,
    Path preview,
    String previewExtension,
    int width,
    int height,
    String blurhash) {}
