/**
 * {@code make bench}: Twite beside the limit of what it stands on, in the same run. One class a
 * measurement.
 */
package dev.twite.bench.race;
