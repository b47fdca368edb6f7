package dev.twite.gateway.limit;

import dev.twite.common.http.Route;
import dev.twite.common.limit.Limit.WhenAway;
import java.time.Duration;
import java.util.Optional;

/**
 * The table of limits: what a client may do how often. A client is an account where one is signed
 * in, else an address. The number can be set ({@code TWITE_GATEWAY_LIMIT_<NAME>}), the period is
 * fixed.
 */
public enum RouteClass {
  REGISTER(5, Duration.ofHours(1), WhenAway.LOCAL, "new accounts an hour from one address"),
  LOGIN(30, Duration.ofMinutes(15), WhenAway.LOCAL, "log-ins in 15 minutes from one address"),
  REFRESH(60, Duration.ofMinutes(15), WhenAway.LOCAL, "token refreshes in 15 minutes"),
  PASSWORD(10, Duration.ofHours(1), WhenAway.LOCAL, "password and one-time token tries an hour"),
  SOCKET(300, Duration.ofMinutes(15), WhenAway.OPEN, "WebSockets opened in 15 minutes"),
  TWEET(300, Duration.ofHours(3), WhenAway.OPEN, "tweets in three hours"),
  FOLLOW(400, Duration.ofDays(1), WhenAway.OPEN, "follows a day"),
  WRITE(600, Duration.ofMinutes(15), WhenAway.OPEN, "other writes in 15 minutes"),
  READ(900, Duration.ofMinutes(15), WhenAway.OPEN, "reads in 15 minutes");

  private final int capacity;
  private final Duration period;
  private final WhenAway whenAway;
  private final String meaning;

  RouteClass(int capacity, Duration period, WhenAway whenAway, String meaning) {
    this.capacity = capacity;
    this.period = period;
    this.whenAway = whenAway;
    this.meaning = meaning;
  }

  /** The class of a route; empty for what is not limited: all outside of {@code /v1}. */
  static Optional<RouteClass> of(Route route) {
    if (!route.path().startsWith("/v1/")) {
      return Optional.empty();
    }
    return Optional.of(
        switch (route.toString()) {
          case "POST /v1/auth/register" -> REGISTER;
          case "POST /v1/auth/login" -> LOGIN;
          case "POST /v1/auth/refresh" -> REFRESH;
          case "POST /v1/auth/password-reset",
              "POST /v1/auth/password-reset/confirm",
              "POST /v1/auth/verify-email",
              "POST /v1/auth/verify-email/resend",
              "PUT /v1/auth/password",
              "DELETE /v1/me" ->
              PASSWORD;
          case "POST /v1/tweets" -> TWEET;
          case "PUT /v1/users/{id}/follow" -> FOLLOW;
          default -> route.method() == Route.Method.GET ? READ : WRITE;
        });
  }

  int capacity() {
    return capacity;
  }

  Duration period() {
    return period;
  }

  WhenAway whenAway() {
    return whenAway;
  }

  String meaning() {
    return meaning;
  }
}
