package dev.twite.common.config;

import java.util.Optional;

/**
 * One setting, as the reference page lists it.
 *
 * @param name the variable, e.g. {@code TWITE_REDIS_URL}
 * @param fallback what it is when not set; empty when it must be set
 * @param meaning what it is, with unit and range
 */
public record ConfigKey(String name, Optional<String> fallback, String meaning) {}
