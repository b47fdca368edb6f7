package dev.twite.common.config;

import java.util.Optional;

/**
 * One setting, as the reference page lists it.
 *
 * @param name the variable, e.g. {@code TWITE_REDIS_URL}
 * @param fallback what it is when not set, or how that comes about; empty when it must be set
 * @param meaning what it is, with its unit
 * @param form what may be in it
 * @param isDerived whether {@code fallback} says how the default comes about
 */
public record ConfigKey(
    String name, Optional<String> fallback, String meaning, Form form, boolean isDerived) {
  ConfigKey(String name, Optional<String> fallback, String meaning, Form form) {
    this(name, fallback, meaning, form, false);
  }

  ConfigKey derived(String how) {
    return new ConfigKey(name, Optional.of(how), meaning, form, true);
  }
}
