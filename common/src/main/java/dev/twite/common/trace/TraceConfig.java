package dev.twite.common.trace;

import dev.twite.common.config.ConfigReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * @param mode where traces go
 * @param endpoint the collector's URL, without the path that OTLP has for traces
 * @param share of the traces that begin here and are recorded, 0 to 1
 */
public record TraceConfig(Mode mode, String endpoint, double share) {
  private static final String ENDPOINT = "OTLP_ENDPOINT";

  /** Where traces go. */
  public enum Mode {
    /** Nowhere: nothing is recorded. */
    OFF,
    /** To a collector, by OTLP over HTTP. */
    OTLP
  }

  public static TraceConfig from(ConfigReader config) {
    Mode mode =
        config.choice("TRACING", Mode.class, Mode.OFF, "where traces go: off (nowhere) or otlp");
    String endpoint =
        config.string(
            ENDPOINT,
            "http://127.0.0.1:4318",
            "the collector of traces, which takes OTLP over HTTP (http/protobuf)");
    if (mode == Mode.OTLP && !isHttp(endpoint)) {
      // It may hold a password: it stays out of the message.
      config.fault(ENDPOINT, "is no URL such as http://jaeger:4318");
    }
    return new TraceConfig(
        mode,
        endpoint.replaceAll("/+$", ""),
        config.share("TRACE_SAMPLE", "0.01", "the share of traces that are recorded"));
  }

  private static boolean isHttp(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
