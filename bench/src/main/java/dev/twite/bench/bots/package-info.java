/**
 * {@code make bots}: a population that uses Twite as people do, at a set rate, watched while it
 * runs and judged at the end.
 */
package dev.twite.bench.bots;
