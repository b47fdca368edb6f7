package dev.twite.search;

import dev.twite.common.config.ConfigReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param dir of the index; this process alone writes there
 * @param snapshots where copies of the index go, if any are made
 * @param snapshotEvery how old the newest copy gets
 * @param snapshotsKept how many copies stay
 * @param commitEvery how much is read again from Kafka after a crash, at most
 * @param refreshEvery how long a change waits until queries see it; half a second at least when
 *     there were none for ten seconds
 * @param bufferMiB memory for changes that are not yet in files
 * @param searches queries in work at once
 * @param patience how long a query may wait and take
 * @param trendWindow what is looked at for trends
 * @param trendHistory what it is held against
 * @param trendAuthors how many people make a trend at least
 */
public record SearchConfig(
    Path dir,
    Optional<Path> snapshots,
    Duration snapshotEvery,
    int snapshotsKept,
    Duration commitEvery,
    Duration refreshEvery,
    int bufferMiB,
    int searches,
    Duration patience,
    Duration trendWindow,
    Duration trendHistory,
    int trendAuthors) {
  public static SearchConfig from(ConfigReader config) {
    String snapshots =
        config.string(
            "SNAPSHOT_DIR", "", "the folder for copies of the index; empty: none are made");
    return new SearchConfig(
        Path.of(
                config.required(
                    "DIR", "the folder of the index (TWITE_SEARCH_DIR), for this process alone"))
            .toAbsolutePath()
            .normalize(),
        snapshots.isEmpty()
            ? Optional.empty()
            : Optional.of(Path.of(snapshots).toAbsolutePath().normalize()),
        config.duration(
            "SNAPSHOT_EVERY",
            Duration.ofHours(1),
            "the time from one copy of the index to the next"),
        config.integer("SNAPSHOTS", 3, 1, 100, "the number of copies of the index that stay"),
        config.duration(
            "COMMIT_EVERY",
            Duration.ofSeconds(3),
            "the time from one commit to the next: as much is read from Kafka again after a crash"),
        config.duration(
            "REFRESH_EVERY",
            Duration.ofMillis(100),
            "the time until queries see a change; half a second at least after ten seconds without"
                + " a query"),
        config.integer(
            "BUFFER_MIB", 16, 1, 1_024, "MiB of memory for changes that are not in files yet"),
        config.integer("SEARCHES", 16, 1, 1_000, "queries in work at once"),
        config.duration("PATIENCE", Duration.ofMillis(1_500), "the time a query may wait and take"),
        config.duration("TREND_WINDOW", Duration.ofHours(1), "the time that trends are taken from"),
        config.duration(
            "TREND_HISTORY",
            Duration.ofDays(7),
            "the time before that, which trends have to stand out from"),
        config.integer(
            "TREND_AUTHORS", 3, 1, 100_000, "the number of people who make a trend at least"));
  }
}
