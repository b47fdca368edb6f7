package dev.twite.common.view;

import dev.twite.common.error.TwiteException;
import dev.twite.proto.tweet.v1.Visibility;

/** Names of visibilities in JSON. */
public final class VisibilityName {
  private VisibilityName() {}

  public static String of(Visibility visibility) {
    return switch (visibility) {
      case VISIBILITY_UNLISTED -> "unlisted";
      case VISIBILITY_FOLLOWERS -> "followers";
      case VISIBILITY_PUBLIC, VISIBILITY_UNSPECIFIED, UNRECOGNIZED -> "public";
    };
  }

  /**
   * The visibility of that name; null is unspecified.
   *
   * @throws TwiteException INVALID_REQUEST when it is none
   */
  public static Visibility parse(String name) {
    if (name == null) {
      return Visibility.VISIBILITY_UNSPECIFIED;
    }
    return switch (name) {
      case "public" -> Visibility.VISIBILITY_PUBLIC;
      case "unlisted" -> Visibility.VISIBILITY_UNLISTED;
      case "followers" -> Visibility.VISIBILITY_FOLLOWERS;
      default ->
          throw TwiteException.invalid(
              "visibility", "invalid_value", "Is none of public, unlisted, followers");
    };
  }
}
