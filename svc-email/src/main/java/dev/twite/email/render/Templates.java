package dev.twite.email.render;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The templates in {@code mail/}, a text and an HTML one for each kind. In HTML every value is
 * escaped; a value that a template names and nobody gave is an error.
 */
public final class Templates {
  private static final Pattern BLANK_LINES = Pattern.compile("\\n{3,}");

  private final PebbleEngine html = engine(true);
  private final PebbleEngine text = engine(false);

  @Inject
  Templates() {}

  public String html(String name, Map<String, Object> values) {
    return evaluate(html, name + ".html", values);
  }

  public String text(String name, Map<String, Object> values) {
    String made = evaluate(text, name + ".txt", values);
    return BLANK_LINES.matcher(made).replaceAll("\n\n").strip() + "\n";
  }

  private static String evaluate(PebbleEngine engine, String file, Map<String, Object> values) {
    StringWriter out = new StringWriter();
    try {
      engine.getTemplate(file).evaluate(out, values);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toString();
  }

  private static PebbleEngine engine(boolean escaping) {
    ClasspathLoader loader = new ClasspathLoader(Templates.class.getClassLoader());
    loader.setPrefix("mail");
    return new PebbleEngine.Builder()
        .loader(loader)
        .strictVariables(true)
        .autoEscaping(escaping)
        .newLineTrimming(false)
        .build();
  }
}
