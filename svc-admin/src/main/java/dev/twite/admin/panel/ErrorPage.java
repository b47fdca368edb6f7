package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.FieldError;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Response;
import dev.twite.common.identity.CallContext;
import java.util.Locale;

/** What is told of a failure: what, which field, and what to do now. */
final class ErrorPage {
  private ErrorPage() {}

  static Response of(TwiteException error) {
    ErrorCode code = error.code();
    Tag main = Tag.of("section", Tag.of("h1", title(code)), Tag.of("p", error.detail()));
    if (!error.fields().isEmpty()) {
      Tag list = Tag.of("ul").css("faults");
      for (FieldError field : error.fields()) {
        list.add(
            Tag.of(
                "li", Tag.of("strong", label(field.field())), Parts.text(": " + field.detail())));
      }
      main.add(list);
    }
    main.add(Tag.of("p", advice(code)));
    main.add(Tag.of("p", Parts.link(Link.to("/"), "To the overview")));
    CallContext.requestId().ifPresent(id -> main.add(Tag.of("p", "Request " + id).css("small")));
    Response page = Layout.page(code.httpStatus(), title(code), Layout.bare(main));
    return error
        .retryAfter()
        .map(wait -> page.withHeader("Retry-After", Long.toString(Math.max(1, wait.toSeconds()))))
        .orElse(page);
  }

  private static String title(ErrorCode code) {
    return switch (code.httpStatus()) {
      case 400, 413, 415, 422 -> "That can't be done as it was sent";
      case 401 -> "You are not signed in";
      case 403 -> "That is not for you";
      case 404 -> "Not found";
      case 409 -> "Somebody was quicker";
      case 429 -> "Too many tries";
      case 503, 504 -> "Not available at the moment";
      default -> "Something went wrong";
    };
  }

  private static String advice(ErrorCode code) {
    return switch (code.httpStatus()) {
      case 400, 413, 415, 422 -> "Go back, your browser still has what you wrote, and mend it.";
      case 401 -> "Your session has ended. Sign in again.";
      case 403 -> "If you should be allowed to do this, ask an admin for the role.";
      case 404 -> "It may have been removed, or the address is incomplete.";
      case 409 -> "Look at it again: it has changed meanwhile.";
      case 429, 503, 504 -> "Try again in a moment.";
      default -> "It has been logged under the request's id.";
    };
  }

  /** {@code ban_reason} as a person reads it: Ban reason. */
  private static String label(String field) {
    String words = field.replace('_', ' ');
    return words.isEmpty()
        ? "Form"
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
