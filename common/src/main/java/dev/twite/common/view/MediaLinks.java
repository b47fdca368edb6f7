package dev.twite.common.view;

import dev.twite.common.config.ConfigReader;
import java.util.regex.Pattern;

/**
 * How links to pictures begin: a CDN or svc-media's own origin where one is named, else where the
 * gateway is reached, which hands pictures out too.
 *
 * @param base without a slash at its end; empty: links have no host
 */
public record MediaLinks(String base) {
  private static final Pattern ORIGIN = Pattern.compile("(https?://[^\\s?#]*[^\\s?#/])?");

  public static MediaLinks from(ConfigReader config) {
    String gateway =
        config.string(
            "PUBLIC_URL", "", "the address that people reach Twite at, https://twite.example");
    String base =
        config.string(
            "MEDIA_BASE_URL", gateway, "what links to pictures start with, e.g. a CDN's address");
    config.derived("MEDIA_BASE_URL", "`TWITE_PUBLIC_URL`");
    if (!ORIGIN.matcher(base).matches()) {
      config.fault("MEDIA_BASE_URL", "is no URL without a slash at its end");
    }
    return new MediaLinks(base);
  }

  /** Where the bytes of that name can be fetched. */
  public String of(String key) {
    return base + "/media/" + key;
  }
}
