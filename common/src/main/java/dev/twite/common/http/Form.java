package dev.twite.common.http;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.Iterables;
import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The fields of a form that a page has sent as text (WHATWG URL, 5.1). */
public final class Form {
  static final String TYPE = "application/x-www-form-urlencoded";

  private final ImmutableListMultimap<String, String> fields;

  private Form(ImmutableListMultimap<String, String> fields) {
    this.fields = fields;
  }

  static Form parse(byte[] body) {
    ImmutableListMultimap.Builder<String, String> fields = ImmutableListMultimap.builder();
    String text = new String(body, StandardCharsets.UTF_8);
    for (String pair : Splitter.on('&').omitEmptyStrings().split(text)) {
      int equals = pair.indexOf('=');
      String name = decode("form", equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1));
      // Browsers send line ends as CRLF, whatever was typed.
      fields.put(name, value.replace("\r\n", "\n"));
    }
    return new Form(fields.build());
  }

  /** The first value of a field without the blanks around it; empty when it was not sent. */
  public String text(String name) {
    return Iterables.getFirst(fields.get(name), "").strip();
  }

  /** The first value as it was sent: passwords may begin with a blank. */
  public String exact(String name) {
    return Iterables.getFirst(fields.get(name), "");
  }

  /** Every value of a field, as several boxes of one name send them. */
  public List<String> all(String name) {
    return fields.get(name);
  }

  private static String decode(String field, String text) {
    try {
      String value = URLDecoder.decode(text, StandardCharsets.UTF_8);
      if (Checks.isStorable(value)) {
        return value;
      }
    } catch (IllegalArgumentException malformed) {
      throw TwiteException.invalid(field, "invalid_format", "Has a malformed % sequence");
    }
    throw TwiteException.invalid(
        field, "invalid_format", "Holds a NUL or half of a surrogate pair");
  }
}
