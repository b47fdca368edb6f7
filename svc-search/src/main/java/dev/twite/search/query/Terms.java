package dev.twite.search.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** What single tokens mean. */
final class Terms {
  private static final Pattern HANDLE = Pattern.compile("@?[A-Za-z0-9_]{3,15}");
  private static final Pattern TAG =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}_\\u200c\\u200d\\u00b7・]+");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");
  private static final String A_HANDLE = "a handle of 3 to 15 letters, digits or _";

  private Terms() {}

  static Node of(Token token) {
    return switch (token.kind()) {
      case WORD -> new Node.Word(token.text());
      case PHRASE -> {
        require(!token.text().isBlank(), token, "words between the quotation marks");
        yield new Node.Phrase(token.text());
      }
      case TAG -> {
        require(TAG.matcher(token.text()).matches(), token, "a hashtag of letters, digits or _");
        yield new Node.Tag(token.text());
      }
      case MENTION -> new Node.Mention(handle(token, A_HANDLE + " after @"));
      case OPERATOR -> operator(token);
      default -> throw new IllegalArgumentException("No term: " + token);
    };
  }

  private static Node operator(Token token) {
    String after = " after " + token.operator().word() + ":";
    return switch (token.operator()) {
      case FROM -> new Node.From(handle(token, A_HANDLE + after));
      case TO -> new Node.To(handle(token, A_HANDLE + after));
      case SINCE -> new Node.Since(time(token, after));
      case UNTIL -> new Node.Until(time(token, after));
      case HAS -> new Node.Has(thing(token));
      case LANG -> {
        require(
            LANGUAGE.matcher(token.text()).matches(),
            token,
            "a language of 2 or 3 letters such as en" + after);
        yield new Node.Lang(token.text().toLowerCase(Locale.ROOT));
      }
      case MIN_LIKES -> {
        require(
            NUMBER.matcher(token.text()).matches(), token, "a number of at most 9 digits" + after);
        yield new Node.MinLikes(Long.parseLong(token.text()));
      }
    };
  }

  private static String handle(Token token, String what) {
    require(HANDLE.matcher(token.text()).matches(), token, what);
    return token.text().startsWith("@") ? token.text().substring(1) : token.text();
  }

  /** A date is its first moment in UTC. */
  private static Instant time(Token token, String after) {
    try {
      Instant time =
          DATE.matcher(token.text()).matches()
              ? LocalDate.parse(token.text()).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(token.text().toUpperCase(Locale.ROOT)).toInstant();
      // Milliseconds of far years don't fit.
      int year = time.atZone(ZoneOffset.UTC).getYear();
      require(year >= 0 && year <= 9999, token, "a year of four digits" + after);
      return time;
    } catch (DateTimeException malformed) {
      throw QueryFault.expected(
          token.valueColumn(),
          "a date such as 2026-01-31 or an RFC 3339 time such as 2026-01-31T12:00:00Z" + after);
    }
  }

  private static Node.Thing thing(Token token) {
    return switch (token.text().toLowerCase(Locale.ROOT)) {
      case "media" -> Node.Thing.MEDIA;
      case "links" -> Node.Thing.LINKS;
      default -> throw QueryFault.expected(token.valueColumn(), "media or links after has:");
    };
  }

  private static void require(boolean holds, Token token, String what) {
    if (!holds) {
      throw QueryFault.expected(token.valueColumn(), what);
    }
  }
}
