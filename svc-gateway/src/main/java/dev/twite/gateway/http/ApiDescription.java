package dev.twite.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.io.Resources;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * The contract as JSON, and the page that shows it, which is Swagger UI out of its web jar. All is
 * served by ourselves, and the page may load nothing else.
 */
public final class ApiDescription implements Component {
  private static final String WEB_JAR = "META-INF/maven/org.webjars/swagger-ui/pom.properties";
  private static final String POLICY = "default-src 'self'; img-src 'self' data:";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "init.js", "text/javascript; charset=utf-8",
          "assets/index.css", "text/css; charset=utf-8",
          "assets/swagger-ui.css", "text/css; charset=utf-8",
          "assets/swagger-ui-bundle.js", "text/javascript; charset=utf-8",
          "assets/favicon-32x32.png", "image/png");

  private final Map<String, byte[]> files = new HashMap<>();
  private byte[] json = {};

  @Inject
  ApiDescription() {}

  @Override
  public void start() throws IOException {
    JsonNode contract =
        new YAMLMapper().readTree(Resources.toByteArray(Resources.getResource("openapi.yaml")));
    json = new ObjectMapper().writeValueAsBytes(contract);
    String assets = "META-INF/resources/webjars/swagger-ui/" + version() + "/";
    for (String name : TYPES.keySet()) {
      String resource =
          name.startsWith("assets/") ? assets + name.substring("assets/".length()) : "docs/" + name;
      files.put(name, Resources.toByteArray(Resources.getResource(resource)));
    }
  }

  @Override
  public void stop() {}

  byte[] json() {
    return json;
  }

  /**
   * A file of the page, by its path below {@code /docs}.
   *
   * @throws TwiteException NOT_FOUND for any other than those listed
   */
  Response file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw TwiteException.of(ErrorCode.NOT_FOUND);
    }
    return Response.bytes(TYPES.get(name), bytes)
        .withHeader("Content-Security-Policy", POLICY)
        .withHeader("Cache-Control", "public, max-age=3600");
  }

  private static String version() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Resources.getResource(WEB_JAR).openStream()) {
      properties.load(in);
    }
    return properties.getProperty("version");
  }
}
