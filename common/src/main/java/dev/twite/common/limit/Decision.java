package dev.twite.common.limit;

import java.time.Duration;

/**
 * What a limiter says.
 *
 * @param remaining requests that may still come at once
 * @param reset until the bucket is full again
 * @param retryAfter until the next request may come; zero when this one may
 */
public record Decision(boolean allowed, int remaining, Duration reset, Duration retryAfter) {}
