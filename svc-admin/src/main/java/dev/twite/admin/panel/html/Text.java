package dev.twite.admin.panel.html;

/** Text, whatever is in it. */
public record Text(String text) implements Node {
  @Override
  public void write(StringBuilder out) {
    escape(text, out);
  }

  /** Right in text and in double quotes. What HTML has no character for is shown as U+FFFD. */
  static void escape(String text, StringBuilder out) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        case '\t', '\n' -> out.append(c);
        default -> out.append(c < ' ' || c == 0x7f ? '\ufffd' : c);
      }
    }
  }
}
