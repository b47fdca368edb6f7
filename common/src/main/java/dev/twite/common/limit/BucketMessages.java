package dev.twite.common.limit;

import dev.twite.proto.ratelimit.v1.Bucket;
import dev.twite.proto.ratelimit.v1.Verdict;
import java.time.Duration;

/** Claims and decisions on the wire. */
final class BucketMessages {
  private BucketMessages() {}

  static Bucket of(Claim claim, long lease) {
    return Bucket.newBuilder()
        .setRule(claim.rule())
        .setSubject(claim.subject())
        .setCost(claim.cost())
        .setLease(lease)
        .build();
  }

  static Decision decision(Rule rule, Verdict verdict) {
    return new Decision(
        verdict.getAllowed(),
        rule.capacity(),
        verdict.getRemaining(),
        Duration.ofMillis(verdict.getResetMs()),
        Duration.ofMillis(verdict.getRetryAfterMs()));
  }
}
