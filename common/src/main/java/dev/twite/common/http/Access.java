package dev.twite.common.http;

/** Who may use a route. Every route says so (S2). */
public enum Access {
  /** Everybody; a token is looked at when there is one. */
  PUBLIC,
  /** Everybody; a token is not even looked at: signing in, health. */
  OPEN,
  /** Signed-in accounts. */
  USER,
  MODERATOR,
  ADMIN
}
