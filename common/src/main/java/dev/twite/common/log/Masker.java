package dev.twite.common.log;

import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;

/**
 * Takes secrets and personal data out of texts (S22): e-mail addresses, values after words like
 * {@code password=}, bearer tokens, JWTs, tokens of the form that svc-auth hands out, passwords in
 * URLs, and public internet addresses. Private addresses stay: they are ours, and whoever mends an
 * outage needs them.
 *
 * <p>One pass over the characters, no regular expression; a text without anything to mask comes
 * back as it is, and nothing is allocated.
 */
final class Masker {
  static final String EMAIL = "[e-mail]";
  static final String SECRET = "[secret]";
  static final String TOKEN = "[token]";
  static final String ADDRESS = "[address]";

  // 256 bits as base64url.
  private static final int OPAQUE = 43;
  private static final int SHORTEST_CREDENTIAL = 16;
  private static final List<String> SECRET_WORDS =
      List.of(
          "password",
          "passwd",
          "pwd",
          "passphrase",
          "secret",
          "token",
          "apikey",
          "api_key",
          "api-key",
          "authorization",
          "cookie",
          "credential",
          "credentials",
          "pepper",
          "ticket",
          "signature");

  // Asked of every character.
  private static final boolean[] WORD = words();

  private final String text;
  private StringBuilder out;
  private int copied;

  private Masker(String text) {
    this.text = text;
  }

  /** The text without what no log may hold; null stays null. */
  static String mask(String text) {
    return text == null ? null : new Masker(text).masked();
  }

  /** Whether what stands under that name is a secret, whatever it looks like. */
  static boolean isSecret(String name) {
    return endsWithSecretWord(name, 0, name.length());
  }

  private String masked() {
    int length = text.length();
    int word = 0;
    for (int i = 0; i <= length; i++) {
      char c = i < length ? text.charAt(i) : '\n';
      if (isWord(c)) {
        continue;
      }
      int end = maskAt(word, i, c);
      // What was masked is behind us, also where it was longer than the word.
      i = Math.max(i, end - 1);
      word = Math.max(i + 1, end);
    }
    return out == null ? text : out.append(text, copied, length).toString();
  }

  /** Looks at the word that ends at {@code i}; the end of what was masked, or 0. */
  private int maskAt(int word, int i, char c) {
    int length = i - word;
    if (length >= OPAQUE && looksOpaque(word, i)) {
      return replace(word, i, TOKEN);
    }
    return switch (c) {
      case '@' -> maskUserInfoOrEmail(i, i + 1);
      case '%' -> text.startsWith("%40", i) ? maskEmail(i, i + 3) : 0;
      case '.' -> {
        if (length > 8 && text.startsWith("eyJ", word)) {
          yield replace(word, skip(i, Masker::isCredential), TOKEN);
        }
        yield length > 0 && length <= 3 && isDigit(text.charAt(i - 1)) ? maskIpv4(word) : 0;
      }
      case '=' -> maskValue(i);
      case ':' -> {
        int value = maskValue(i);
        yield value > 0 ? value : maskIpv6(word, i);
      }
      case ' ' -> isScheme(word, length) ? maskCredential(i + 1) : 0;
      default -> 0;
    };
  }

  private int replace(int from, int to, String mark) {
    if (out == null) {
      out = new StringBuilder(text.length());
    }
    int begin = Math.max(from, copied);
    out.append(text, copied, begin).append(mark);
    copied = to;
    return to;
  }

  private boolean looksOpaque(int from, int to) {
    boolean upper = false;
    boolean lower = false;
    boolean other = false;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      upper |= c >= 'A' && c <= 'Z';
      lower |= c >= 'a' && c <= 'z';
      other |= c < 'A' || c == '_';
    }
    return upper && lower && other;
  }

  private int maskValue(int assignment) {
    if (!endsWithSecretWord(text, copied, nameEnd(assignment))) {
      return 0;
    }
    int from = assignment + 1;
    while (from < text.length() && (text.charAt(from) == ' ' || text.charAt(from) == '>')) {
      from++;
    }
    if (from == text.length()) {
      return 0;
    }
    int open = skip(from, c -> c == '\\');
    if (open < text.length() && isQuote(text.charAt(open))) {
      return replace(open + 1, quotedEnd(open, open - from), SECRET);
    }
    int end = unquotedEnd(from);
    if (end < text.length() && text.charAt(end) == ' ' && isScheme(from, end - from)) {
      end = unquotedEnd(end + 1);
    }
    return end == from ? 0 : replace(from, end, SECRET);
  }

  /** Where a name ends that may have quotes, escaped ones too, and spaces behind it. */
  private int nameEnd(int assignment) {
    int end = assignment;
    while (end > copied && isBetween(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  /**
   * Where a quoted value ends: at a quote with as many backslashes as the first has. Inside of it
   * they are doubled, and one more comes before a quote.
   */
  private int quotedEnd(int open, int escapes) {
    char quote = text.charAt(open);
    int backslashes = 0;
    for (int i = open + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote && (backslashes < escapes || backslashes % (2 * escapes + 2) == escapes)) {
        return i - Math.min(backslashes, escapes);
      }
      backslashes = c == '\\' ? backslashes + 1 : 0;
    }
    return text.length();
  }

  /** A value may have commas and braces in it: only before a quote or a space they are no part. */
  private int unquotedEnd(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '&') {
      char c = text.charAt(end);
      char next = end + 1 < text.length() ? text.charAt(end + 1) : ' ';
      if ((c == ',' || c == '}') && (next <= ' ' || isQuote(next) || next == '}' || next == '\\')) {
        break;
      }
      end++;
    }
    return end;
  }

  private boolean isScheme(int word, int length) {
    return (length == 6 && text.regionMatches(true, word, "bearer", 0, 6))
        || (length == 5 && text.regionMatches(true, word, "basic", 0, 5));
  }

  private int maskCredential(int from) {
    int end = skip(from, Masker::isCredential);
    boolean isLong = end - from >= SHORTEST_CREDENTIAL;
    boolean digit = text.substring(from, end).chars().anyMatch(c -> isDigit((char) c));
    return end > from && (isLong || digit) ? replace(from, end, TOKEN) : 0;
  }

  private int maskUserInfoOrEmail(int at, int after) {
    int from = at;
    while (from > copied && isValue(text.charAt(from - 1)) && text.charAt(from - 1) != '/') {
      from--;
    }
    if (from - copied >= 3 && text.startsWith("://", from - 3)) {
      return replace(from, at, SECRET);
    }
    return maskEmail(at, after);
  }

  private int maskEmail(int at, int after) {
    int from = at;
    while (from > copied && isLocalPart(text.charAt(from - 1))) {
      from--;
    }
    int end = skip(after, c -> isWord(c) || c == '.' || Character.isLetterOrDigit(c));
    end = withoutDots(after, end);
    int dot = text.indexOf('.', after);
    return from < at && dot > after && dot < end ? replace(from, end, EMAIL) : 0;
  }

  private int maskIpv4(int from) {
    if (from > 0 && text.charAt(from - 1) == '.') {
      return 0;
    }
    int end = withoutDots(from, skip(from, c -> isDigit(c) || c == '.'));
    int dots = 0;
    for (int i = from; i < end; i++) {
      dots += text.charAt(i) == '.' ? 1 : 0;
    }
    return dots == 3 ? maskAddress(from, end) : 0;
  }

  private int maskIpv6(int word, int colon) {
    if (colon - word > 4 || colon + 1 >= text.length()) {
      return 0;
    }
    char next = text.charAt(colon + 1);
    if (next != ':' && !isHex(next)) {
      return 0;
    }
    int end = withoutDots(word, skip(word, c -> isHex(c) || c == ':' || c == '.'));
    int colons = 0;
    boolean shortened = false;
    for (int i = word; i < end; i++) {
      if (text.charAt(i) == ':') {
        colons++;
        shortened |= i + 1 < end && text.charAt(i + 1) == ':';
      }
    }
    return shortened || colons == 7 ? maskAddress(word, end) : 0;
  }

  private int maskAddress(int from, int to) {
    if (to < text.length() && Character.isLetterOrDigit(text.charAt(to))) {
      return 0;
    }
    String candidate = text.substring(from, to);
    if (!InetAddresses.isInetAddress(candidate)) {
      return 0;
    }
    return isPublic(InetAddresses.forString(candidate)) ? replace(from, to, ADDRESS) : 0;
  }

  private static boolean isPublic(InetAddress address) {
    boolean uniqueLocal =
        address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC;
    return !uniqueLocal
        && !address.isLoopbackAddress()
        && !address.isSiteLocalAddress()
        && !address.isLinkLocalAddress()
        && !address.isAnyLocalAddress();
  }

  private static boolean endsWithSecretWord(String text, int from, int to) {
    if (to <= from) {
      return false;
    }
    // Most words end otherwise; what they all end in comes first, for it is cheap.
    char last = (char) (text.charAt(to - 1) | 0x20);
    if ("dtnelsyr".indexOf(last) < 0) {
      return false;
    }
    for (String word : SECRET_WORDS) {
      int begin = to - word.length();
      if (begin >= from && text.regionMatches(true, begin, word, 0, word.length())) {
        return true;
      }
    }
    return false;
  }

  private interface Kind {
    boolean has(char c);
  }

  private int skip(int from, Kind kind) {
    int end = from;
    while (end < text.length() && kind.has(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** A sentence may end behind it. */
  private int withoutDots(int from, int to) {
    int end = to;
    while (end > from && text.charAt(end - 1) == '.') {
      end--;
    }
    return end;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isBetween(char c) {
    return c == ' ' || c == '\t' || c == '\\' || isQuote(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isHex(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }

  private static boolean isWord(char c) {
    return c < 128 && WORD[c];
  }

  private static boolean[] words() {
    boolean[] words = new boolean[128];
    for (char c = 0; c < 128; c++) {
      words[c] = Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }
    return words;
  }

  // RFC 6750's b64token, and the dots of a JWT.
  private static boolean isCredential(char c) {
    return isWord(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
  }

  private static boolean isValue(char c) {
    return c > ' ' && c != '&' && c != '"' && c != '\'';
  }

  // RFC 5322's atext and the dot, and letters of all scripts (RFC 6531).
  private static boolean isLocalPart(char c) {
    return isWord(c) || Character.isLetterOrDigit(c) || ".!#$%&'*+/?^`{|}~".indexOf(c) >= 0;
  }

  /** The mask's word for a whole value, for {@link #isSecret} names. */
  static String maskNamed(String name, String value) {
    if (isSecret(name)) {
      return SECRET;
    }
    // A field whose purpose it is.
    return name.toLowerCase(Locale.ROOT).endsWith("client_address") ? value : mask(value);
  }
}
