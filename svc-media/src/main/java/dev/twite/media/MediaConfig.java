package dev.twite.media;

import dev.twite.common.config.ConfigReader;
import dev.twite.media.store.S3Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * @param store where bytes are kept
 * @param folder of the file store
 * @param s3 of the other
 * @param spool where uploads are put while they come in and are worked on
 * @param uploads taken in at once; one more is refused
 * @param uploadsEach of them of one owner
 * @param decoders pictures decoded at once
 * @param decodeMemory mebibytes of heap for them
 * @param decodeWait how long an upload waits for its turn
 * @param unusedFor how long a picture is kept that nothing uses
 * @param reservedFor how long one is kept that a tweet or profile was about to name
 * @param sweepEvery how often what is past that is removed
 */
public record MediaConfig(
    Store store,
    Path folder,
    S3Config s3,
    Path spool,
    int uploads,
    int uploadsEach,
    int decoders,
    int decodeMemory,
    Duration decodeWait,
    Duration unusedFor,
    Duration reservedFor,
    Duration sweepEvery) {
  /** Most bytes of an upload: a GIF's; of anything else {@link #MAX_STILL}. */
  public static final int MAX_UPLOAD = 15 << 20;

  /** Most bytes of a picture that does not move. */
  public static final int MAX_STILL = 10 << 20;

  /** The kinds of stores. */
  public enum Store {
    FILE,
    S3
  }

  public static MediaConfig from(ConfigReader config) {
    // TWITE_MEDIA_BASE_URL is for those who write links; here it only looks like our own key.
    config.string(
        "BASE_URL", "", "what links to pictures start with; the gateway and svc-websocket read it");
    Store store =
        config.choice(
            "STORE",
            Store.class,
            Store.FILE,
            "where pictures are kept: in a folder, or in a bucket of an S3-compatible server");
    int cores = Runtime.getRuntime().availableProcessors();
    int heap = (int) Math.min(1 << 20, Runtime.getRuntime().maxMemory() >> 20);
    MediaConfig read =
        new MediaConfig(
            store,
            Path.of(
                config.string(
                    "DIR",
                    ".twite/media",
                    "the folder that pictures are kept in, with STORE=file")),
            S3Config.from(config, store == Store.S3),
            Path.of(
                config.string(
                    "SPOOL",
                    System.getProperty("java.io.tmpdir"),
                    "the folder for uploads on their way; holds UPLOADS times 60 MiB or so")),
            config.integer("UPLOADS", 32, 1, 1_000, "uploads at once; more are refused"),
            config.integer(
                "UPLOADS_EACH", 4, 1, 1_000, "uploads of one account at once; more are refused"),
            config.integer(
                "DECODERS", Math.clamp(cores - 1, 1, 64), 1, 64, "pictures decoded at once"),
            config.integer(
                "DECODE_MEMORY",
                Math.max(64, heap / 3),
                64,
                1 << 20,
                "MiB of memory for decoding; what needs more is decoded smaller"),
            config.duration(
                "DECODE_WAIT",
                Duration.ofSeconds(5),
                "the longest time an upload waits to be decoded"),
            config.duration(
                "UNUSED_FOR", Duration.ofDays(1), "the time a picture is kept that nothing uses"),
            config.duration(
                "RESERVED_FOR",
                Duration.ofDays(7),
                "the time one is kept that a tweet or profile was about to use"),
            config.duration(
                "SWEEP_EVERY",
                Duration.ofMinutes(10),
                "the time between two rounds of removing such pictures"));
    config.derived("SPOOL", "the system's folder for temporary files");
    config.derived("DECODERS", "one less than the processor has cores");
    config.derived("DECODE_MEMORY", "a third of the heap");
    return read;
  }
}
