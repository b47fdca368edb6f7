package dev.twite.common.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An error with a code of the contract. Everything in it may be shown to the client. */
public final class TwiteException extends RuntimeException {
  private final ErrorCode code;
  private final transient List<FieldError> fields;
  private final transient Optional<Duration> retryAfter;

  private TwiteException(
      ErrorCode code,
      String detail,
      List<FieldError> fields,
      Optional<Duration> retryAfter,
      Throwable cause) {
    // Expected outcomes: nobody reads their stack, and filling it is most of their cost.
    super(detail, cause, false, cause != null);
    this.code = code;
    this.fields = List.copyOf(fields);
    this.retryAfter = retryAfter;
  }

  public static TwiteException of(ErrorCode code) {
    return new TwiteException(code, code.title(), List.of(), Optional.empty(), null);
  }

  public static TwiteException of(ErrorCode code, String detail) {
    return new TwiteException(code, detail, List.of(), Optional.empty(), null);
  }

  public static TwiteException of(ErrorCode code, String detail, Throwable cause) {
    return new TwiteException(code, detail, List.of(), Optional.empty(), cause);
  }

  /** An invalid input with one fault. */
  public static TwiteException invalid(String field, String fault, String detail) {
    return invalid(List.of(new FieldError(field, fault, detail)));
  }

  /** An invalid input with all its faults. */
  public static TwiteException invalid(List<FieldError> fields) {
    return new TwiteException(
        ErrorCode.INVALID_REQUEST,
        ErrorCode.INVALID_REQUEST.title(),
        fields,
        Optional.empty(),
        null);
  }

  /** As an error came over the wire. */
  public static TwiteException received(
      ErrorCode code, String detail, List<FieldError> fields, Optional<Duration> retryAfter) {
    return new TwiteException(code, detail, fields, retryAfter, null);
  }

  /** A refusal with the time after which trying again makes sense. */
  public static TwiteException retryLater(ErrorCode code, Duration retryAfter) {
    return new TwiteException(code, code.title(), List.of(), Optional.of(retryAfter), null);
  }

  public ErrorCode code() {
    return code;
  }

  public String detail() {
    return getMessage();
  }

  public List<FieldError> fields() {
    return fields;
  }

  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
