package dev.twite.common.http;

import com.google.common.base.Splitter;
import dev.twite.common.config.ConfigReader;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * @param host address of the REST port
 * @param port the port
 * @param maxRequests requests in work at once; one more gets 503 at once (R13)
 * @param maxStreams bodies that go or come as streams at once
 * @param leastRate bytes a second that the other end of a stream sends or reads at least
 * @param streamPatience how long it may keep us waiting besides
 * @param deadline the time a request may take, with every call it makes (R12)
 * @param grace how long a stopping server lets requests finish (R17)
 * @param maxBodyBytes largest JSON body (S14)
 * @param trustedProxies addresses and networks whose X-Forwarded-For is believed (S12)
 * @param corsOrigins origins whose pages may call this service from a browser; never {@code *}
 */
public record HttpConfig(
    String host,
    int port,
    int maxRequests,
    int maxStreams,
    int leastRate,
    Duration streamPatience,
    Duration deadline,
    Duration grace,
    int maxBodyBytes,
    List<String> trustedProxies,
    List<String> corsOrigins) {
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");

  public static HttpConfig from(ConfigReader config) {
    return new HttpConfig(
        config.string("HTTP_HOST", "0.0.0.0", "the address of the REST port"),
        config.integer("HTTP_PORT", 8080, 1, 65535, "the REST port"),
        config.integer(
            "HTTP_MAX_REQUESTS",
            256,
            1,
            100_000,
            "requests in work at once; more are answered 503"),
        config.integer(
            "HTTP_MAX_STREAMS",
            512,
            1,
            100_000,
            "uploads and downloads in work at once; more are answered 503"),
        config.integer(
            "HTTP_LEAST_RATE",
            16 << 10,
            1,
            1 << 30,
            "bytes a second that an upload comes in with, and a download is read with, at least"),
        config.duration(
            "HTTP_STREAM_PATIENCE",
            Duration.ofSeconds(20),
            "the time a stream may stand still in all, besides what that rate needs"),
        config.duration(
            "HTTP_DEADLINE",
            Duration.ofSeconds(2),
            "the time a request may take, with every call it makes"),
        config.duration(
            "HTTP_GRACE",
            Duration.ofSeconds(10),
            "the time a stopping server lets requests finish"),
        config.integer(
            "HTTP_MAX_BODY", 64 << 10, 1 << 10, 16 << 20, "bytes of the largest JSON body"),
        proxies(config),
        origins(config));
  }

  /** Of a stream that begins now. */
  Pace pace() {
    return new Pace(leastRate, streamPatience);
  }

  private static List<String> proxies(ConfigReader config) {
    String text =
        config.string(
            "HTTP_TRUSTED_PROXIES",
            "",
            "addresses or networks of proxies whose X-Forwarded-For is believed,"
                + " 192.0.2.1,172.30.83.0/24");
    List<String> proxies = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
    for (String proxy : proxies) {
      if (AddressRange.parse(proxy).isEmpty()) {
        config.fault(
            "HTTP_TRUSTED_PROXIES",
            "'" + proxy + "' is neither an address nor a network such as 172.30.83.0/24");
      }
    }
    return proxies;
  }

  private static List<String> origins(ConfigReader config) {
    String text =
        config.string(
            "CORS_ORIGINS",
            "",
            "origins of web pages that may call from a browser:"
                + " https://a.example,https://b.example");
    List<String> origins = Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text);
    for (String origin : origins) {
      if (!ORIGIN.matcher(origin).matches()) {
        config.fault("CORS_ORIGINS", "'" + origin + "' is no origin such as https://app.example");
      }
    }
    return origins;
  }
}
