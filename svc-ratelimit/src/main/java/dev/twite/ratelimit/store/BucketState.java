package dev.twite.ratelimit.store;

/**
 * A bucket after it was asked.
 *
 * @param remaining what may still be taken at once
 * @param resetMillis until it is full again
 * @param retryAfterMillis until the same would be allowed; 0 when it is
 * @param leased what was taken besides
 */
public record BucketState(
    boolean allowed, long remaining, long resetMillis, long retryAfterMillis, long leased) {}
