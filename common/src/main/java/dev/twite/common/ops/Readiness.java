package dev.twite.common.ops;

import java.util.Map;

/**
 * Whether a service takes work.
 *
 * @param ready true when it has started, is not stopping and every check passed
 * @param failures the checks that failed, with why
 */
public record Readiness(boolean ready, Map<String, String> failures) {}
