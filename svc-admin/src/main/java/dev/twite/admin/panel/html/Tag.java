package dev.twite.admin.panel.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An element of HTML or SVG. Refuses what would run code: scripts and styles in the page, event
 * handlers, and addresses other than a {@link Link}.
 */
public final class Tag implements Node {
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9-]*");
  private static final Set<String> VOID = Set.of("br", "hr", "input", "link", "meta");
  private static final Set<String> RAW = Set.of("iframe", "noscript", "object", "style", "xmp");
  private static final Set<String> ADDRESSES = Set.of("action", "formaction", "href", "src");
  private static final Set<String> CODE = Set.of("srcdoc", "style");

  private final String name;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Node> children = new ArrayList<>();

  private Tag(String name) {
    if (!NAME.matcher(name).matches() || RAW.contains(name)) {
      throw new IllegalArgumentException("No element of ours: " + name);
    }
    this.name = name;
  }

  public static Tag of(String name, Node... children) {
    return new Tag(name).add(children);
  }

  public static Tag of(String name, String text) {
    return new Tag(name).add(text);
  }

  /** Its class attribute. */
  public Tag css(String names) {
    return attr("class", names);
  }

  public Tag attr(String attribute, String value) {
    if (ADDRESSES.contains(attribute)) {
      throw new IllegalArgumentException(attribute + " takes a Link");
    }
    if (!NAME.matcher(attribute).matches()
        || attribute.startsWith("on")
        || CODE.contains(attribute)) {
      throw new IllegalArgumentException("No attribute of ours: " + attribute);
    }
    attributes.put(attribute, value);
    return this;
  }

  public Tag attr(String attribute, long value) {
    return attr(attribute, Long.toString(value));
  }

  /** An attribute without a value, where it holds. */
  public Tag flag(String attribute, boolean holds) {
    return holds ? attr(attribute, "") : this;
  }

  /** {@code href}, {@code src} or {@code action}. */
  public Tag to(String attribute, Link link) {
    if (!ADDRESSES.contains(attribute)) {
      throw new IllegalArgumentException(attribute + " takes no Link");
    }
    attributes.put(attribute, link.toString());
    return this;
  }

  public Tag add(Node... more) {
    return add(List.of(more));
  }

  public Tag add(List<? extends Node> more) {
    if (!more.isEmpty() && (VOID.contains(name) || name.equals("script"))) {
      throw new IllegalArgumentException(name + " holds nothing");
    }
    children.addAll(more);
    return this;
  }

  public Tag add(String text) {
    return add(new Text(text));
  }

  @Override
  public void write(StringBuilder out) {
    out.append('<').append(name);
    attributes.forEach(
        (attribute, value) -> {
          out.append(' ').append(attribute);
          if (!value.isEmpty()) {
            out.append("=\"");
            Text.escape(value, out);
            out.append('"');
          }
        });
    out.append('>');
    if (!VOID.contains(name)) {
      children.forEach(child -> child.write(out));
      out.append("</").append(name).append('>');
    }
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }
}
