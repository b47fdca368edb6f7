package dev.twite.common.boot;

/**
 * A part of a service with a life: connections, threads, ports. Constructors only keep what they
 * are given; everything that can fail or runs happens between {@link #start} and {@link #stop}.
 */
public interface Component {
  /** Starts go phase by phase; stops go back. Within a phase, who needs another starts after it. */
  enum Phase {
    /** Connections and pools. */
    RESOURCE,
    /** Loops that work on their own: consumers, relays. */
    WORKER,
    /** Doors for others. */
    SERVER
  }

  default Phase phase() {
    return Phase.RESOURCE;
  }

  /** Starts, and returns when usable. May throw: then what has started is stopped again. */
  void start() throws Exception;

  /**
   * Stops and lets go of everything; called once, also after a failed start of a later component.
   */
  void stop() throws Exception;
}
