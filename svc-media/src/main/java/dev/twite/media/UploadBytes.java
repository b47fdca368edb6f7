package dev.twite.media;

import dev.twite.common.error.TwiteException;
import dev.twite.common.limit.Claim;
import dev.twite.common.limit.LimitMode;
import dev.twite.common.limit.RateLimiter;
import dev.twite.common.limit.Subjects;
import jakarta.inject.Inject;

/** Counts the bytes that an account sends, as they come in: rule {@code upload-bytes}. */
public final class UploadBytes {
  private static final String RULE = "upload-bytes";

  /** Counted at once, so that a picture costs a few calls and not one a piece. */
  private static final int AT_ONCE = 1 << 20;

  private final RateLimiter limiter;
  private final LimitMode mode;

  @Inject
  UploadBytes(RateLimiter limiter, LimitMode mode) {
    this.limiter = limiter;
    this.mode = mode;
  }

  /** A meter for one upload, for one thread at a time. */
  public Meter of(long owner) {
    return new Meter(Subjects.ofUser(owner));
  }

  /** Of one upload. */
  public final class Meter {
    private final String subject;
    private long uncounted;

    private Meter(String subject) {
      this.subject = subject;
    }

    /**
     * Notes what came in.
     *
     * @throws TwiteException RATE_LIMITED
     */
    public void add(int bytes) {
      uncounted += bytes;
      if (uncounted >= AT_ONCE) {
        count();
      }
    }

    /**
     * Counts what is left.
     *
     * @throws TwiteException RATE_LIMITED
     */
    public void finish() {
      if (uncounted > 0) {
        count();
      }
    }

    private void count() {
      long bytes = uncounted;
      uncounted = 0;
      if (mode == LimitMode.STRICT) {
        limiter.take(new Claim(RULE, subject, bytes)).require();
      }
    }
  }
}
