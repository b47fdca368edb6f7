package dev.twite.media.image;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;

/** How pictures are turned away. */
final class Refusal {
  private static final String FIELD = "file";

  private Refusal() {}

  /** 400: it starts like a picture and is none. */
  static TwiteException broken(String detail) {
    return TwiteException.invalid(FIELD, "invalid_format", detail);
  }

  /** 415: a kind that is not taken. */
  static TwiteException unsupported(String detail) {
    return TwiteException.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, detail);
  }

  /** 413: more pixels than are taken. */
  static TwiteException tooLarge(String detail) {
    return TwiteException.of(ErrorCode.BODY_TOO_LARGE, detail);
  }
}
