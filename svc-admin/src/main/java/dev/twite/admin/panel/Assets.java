package dev.twite.admin.panel;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import dev.twite.admin.panel.html.Link;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * The panel's style, script and icon, as they are in the jar. Another content is another address.
 */
final class Assets {
  static final String STYLE = "panel.css";
  static final String SCRIPT = "panel.js";
  static final String ICON = "icon.svg";

  private static final Map<String, Asset> ALL =
      Map.of(
          STYLE, read(STYLE, "text/css; charset=utf-8"),
          SCRIPT, read(SCRIPT, "text/javascript; charset=utf-8"),
          ICON, read(ICON, "image/svg+xml"));

  private Assets() {}

  static Link link(String name) {
    return Link.to("/assets").part(name).with("v", ALL.get(name).version());
  }

  static Optional<Asset> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  private static Asset read(String name, String type) {
    try {
      byte[] bytes = Resources.toByteArray(Resources.getResource("panel/" + name));
      return new Asset(type, bytes, Hashing.sha256().hashBytes(bytes).toString().substring(0, 12));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  record Asset(String type, byte[] bytes, String version) {}
}
