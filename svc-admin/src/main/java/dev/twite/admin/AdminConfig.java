package dev.twite.admin;

import com.google.common.base.Splitter;
import dev.twite.common.config.ConfigReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * @param ops where each service's operations port is, {@code host:port} by short name
 */
public record AdminConfig(Map<String, String> ops) {
  public static AdminConfig from(ConfigReader config) {
    String text =
        config.string(
            "OPS", "", "the services' operations ports: auth=127.0.0.1:8111,tweet=127.0.0.1:8113");
    Map<String, String> ops = new LinkedHashMap<>();
    for (String entry : Splitter.on(',').trimResults().omitEmptyStrings().split(text)) {
      int equals = entry.indexOf('=');
      if (equals < 1 || !entry.substring(equals + 1).matches("[^/@\\s]+:[0-9]{1,5}")) {
        config.fault("OPS", "'" + entry + "' is not service=host:port");
      } else {
        ops.put(entry.substring(0, equals), entry.substring(equals + 1));
      }
    }
    return new AdminConfig(ops);
  }
}
