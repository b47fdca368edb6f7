package dev.twite.bench.race;

import java.util.List;

/**
 * One run of {@code make bench}, a line of {@code results.jsonl}.
 *
 * @param time when it began, RFC 3339
 * @param commit abbreviated; with {@code +} where files had changed since
 * @param load of the machine before it began
 * @param tool what asked in the reads
 */
record Entry(
    String time,
    String commit,
    Machine machine,
    String command,
    double load,
    String tool,
    int rounds,
    int seconds,
    List<Row> rows) {}
