package dev.twite.common.error;

import java.util.Objects;

/**
 * One fault of an input.
 *
 * @param field where, in the client's spelling: {@code reply_to_id}, {@code limit}
 * @param code stable word: {@code required}, {@code too_long}, {@code unknown_field}, …
 * @param detail what is wrong and how to mend it; never echoes a secret
 */
public record FieldError(String field, String code, String detail) {
  public FieldError {
    Objects.requireNonNull(field);
    Objects.requireNonNull(code);
    Objects.requireNonNull(detail);
  }
}
