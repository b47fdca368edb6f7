package dev.twite.bench.bots;

/**
 * What happened in a second of the run.
 *
 * @param at seconds since the begin, at its end
 * @param meant actions a second that were to begin
 * @param done those that succeeded
 * @param errors those that failed
 * @param p50Millis of what succeeded, from the intended begin; 0 when nothing did
 * @param p99Millis likewise
 * @param inFlight under way at the end
 */
record Second(
    double at,
    double meant,
    double done,
    double errors,
    double p50Millis,
    double p99Millis,
    int inFlight) {}
