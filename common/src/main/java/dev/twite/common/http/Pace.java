package dev.twite.common.http;

import java.time.Duration;

/**
 * The least rate of a stream: who is at the other end may keep us waiting for a while, and then as
 * long as what has passed would have taken at that rate. What we wait for on our own side does not
 * count. Thread-safe.
 */
final class Pace {
  private final int bytesASecond;
  private final long patience;
  private long passed;
  private long waited;
  private long since;
  private boolean waiting;

  /**
   * @param bytesASecond the least rate
   * @param patience what may be waited besides
   */
  Pace(int bytesASecond, Duration patience) {
    this.bytesASecond = bytesASecond;
    this.patience = patience.toNanos();
  }

  /** The other end has to act now. */
  synchronized void waits(long now) {
    waiting = true;
    since = now;
  }

  /** It did, and {@code bytes} have passed. */
  synchronized void passed(int bytes, long now) {
    waiting = false;
    waited += now - since;
    passed += bytes;
  }

  /** Whether the other end is too slow. */
  synchronized boolean isLost(long now) {
    long all = waited + (waiting ? now - since : 0);
    return all - patience > passed * 1e9 / bytesASecond;
  }
}
