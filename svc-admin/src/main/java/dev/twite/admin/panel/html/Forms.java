package dev.twite.admin.panel.html;

import java.util.Map;

/** The parts of forms. */
public final class Forms {
  private Forms() {}

  /** A form that asks: its fields are in the address. */
  public static Tag search(Link action, Node... parts) {
    return Tag.of("form", parts).css("filter").attr("method", "get").to("action", action);
  }

  /** A form that changes something; carries the session's token (S19). */
  public static Tag change(Link action, String token, Node... parts) {
    return Tag.of("form", hidden("csrf", token))
        .add(parts)
        .css("change")
        .attr("method", "post")
        .to("action", action);
  }

  /** A field under its name. */
  public static Tag field(String label, Tag control) {
    return Tag.of("label", Tag.of("span", label), control);
  }

  public static Tag text(String name, String value, int max) {
    return input("text", name, value).attr("maxlength", max).attr("autocomplete", "off");
  }

  public static Tag input(String type, String name, String value) {
    return Tag.of("input").attr("type", type).attr("name", name).attr("value", value);
  }

  public static Tag hidden(String name, String value) {
    return input("hidden", name, value);
  }

  public static Tag area(String name, int max) {
    return Tag.of("textarea").attr("name", name).attr("rows", 2).attr("maxlength", max);
  }

  public static Tag box(String label, String name, String value, boolean checked) {
    return Tag.of(
            "label", input("checkbox", name, value).flag("checked", checked), Tag.of("span", label))
        .css("box");
  }

  /**
   * @param options value to label, in order
   */
  public static Tag select(String name, String chosen, Map<String, String> options) {
    Tag select = Tag.of("select").attr("name", name);
    options.forEach(
        (value, label) ->
            select.add(
                Tag.of("option", label)
                    .attr("value", value)
                    .flag("selected", value.equals(chosen))));
    return select;
  }

  public static Tag button(String label) {
    return Tag.of("button", label).attr("type", "submit");
  }

  public static Tag danger(String label, String question) {
    return button(label).css("danger").attr("data-confirm", question);
  }
}
