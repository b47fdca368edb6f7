package dev.twite.email.store;

/** How a message reaches somebody. */
public enum Channel {
  EMAIL,
  SMS
}
