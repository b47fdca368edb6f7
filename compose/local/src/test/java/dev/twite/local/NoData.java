package dev.twite.local;

import java.util.List;
import java.util.regex.Pattern;

/** Why some series are not there when all is well. */
final class NoData {
  private NoData() {}

  /**
   * @param series what the text of a selector contains
   * @param maybe whether it may be there all the same, as on a machine that stalls
   */
  record Reason(Pattern series, boolean maybe, String why) {
    boolean covers(String text) {
      return series.matcher(text).find();
    }
  }

  private static Reason never(String series, String why) {
    return new Reason(Pattern.compile(series), false, why);
  }

  private static Reason afterFailure(String series, String why) {
    return new Reason(Pattern.compile(series), true, why);
  }

  private static Reason rarely(String series, String why) {
    return new Reason(Pattern.compile(series), true, why);
  }

  static final List<Reason> REASONS =
      List.of(
          afterFailure("status=~\"5\\.\\.\"", "a request that broke"),
          afterFailure("code=~\"INTERNAL\\|", "a call that broke"),
          afterFailure("^ALERTS", "an alert that fires"),
          afterFailure("twite_consumer_waits_total", "a part that a consumer needs was away"),
          afterFailure(
              "twite_consumer_dead_letters_total|twite_dlt_records", "an event that was given up"),
          afterFailure(
              "outcome=\"refused\"|twite_ratelimit_refused_total", "a request over a limit"),
          rarely(
              "grpc_server_seconds_(count|bucket)\\{service=\"(admin|email|logger)\"",
              "operators ask these, and links in mails; the traffic has neither"),
          rarely("twite_consumer_(lag|seconds_bucket)\\{service=\"auth\"", "a ban"),
          rarely(
              "twite_http_seconds_(count|bucket)\\{service=\"media\"",
              "without a proxy the gateway hands pictures out"),
          rarely("grpc_client_seconds_bucket\\{service=\"profile\"", "a new avatar"),
          never("^alertmanager_", "no Alertmanager runs here; AlertProofIT has one"),
          never("twite_logger_l", "Loki: without it svc-logger writes to ClickHouse"));
}
