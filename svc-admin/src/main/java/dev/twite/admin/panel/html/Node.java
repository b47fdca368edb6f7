package dev.twite.admin.panel.html;

/**
 * A part of a page. Texts and values are escaped as they are written, and there is no part that
 * takes markup as text: what people have typed can't become any (S18).
 */
public sealed interface Node permits Tag, Text {
  void write(StringBuilder out);
}
