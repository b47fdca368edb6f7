package dev.twite.email.transport;

/** How the connection to a mail server is protected. */
public enum Tls {
  /** Not at all: only for a server on the same machine. */
  NONE,
  /** From the second command on; refused where the server can't. */
  STARTTLS,
  /** From the first byte on. */
  TLS
}
