package dev.twite.ratelimit;

import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import dev.twite.common.limit.Rule;
import dev.twite.common.limit.Rules;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.ratelimit.v1.Bucket;
import dev.twite.ratelimit.store.BucketState;
import dev.twite.ratelimit.store.Buckets;
import dev.twite.ratelimit.store.Draw;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is asked of buckets, by the rules as they hold. */
public final class Takes {
  private static final int MOST_BUCKETS = 8;
  private static final int MOST_GIVEN_BACK = 1_000;
  private static final int MAX_SUBJECT = 128;

  /** A lease is at most this part of a bucket, and good for that of its period. */
  private static final int LEASE_SHARE = 64;

  private static final Duration LEASE_LIFE = Duration.ofSeconds(1);

  private final RuleBook book;
  private final Buckets buckets;
  private final Counter refused;

  @Inject
  Takes(RuleBook book, Buckets buckets, Metrics metrics) {
    this.book = book;
    this.buckets = buckets;
    this.refused =
        metrics.counter("twite_ratelimit_refused_total", "Requests refused by a rule", "rule");
  }

  /**
   * Takes from all buckets or from none.
   *
   * @throws TwiteException INVALID_REQUEST, UNAVAILABLE, OVERLOADED
   */
  public List<Taken> take(List<Bucket> asked) {
    List<Draw> draws = draws(asked, MOST_BUCKETS);
    List<BucketState> states = buckets.take(draws);
    List<Taken> taken = new ArrayList<>(states.size());
    for (int i = 0; i < states.size(); i++) {
      Rule rule = draws.get(i).rule();
      if (!states.get(i).allowed()) {
        refused.labels(rule.name()).inc();
      }
      taken.add(new Taken(states.get(i), states.get(i).leased() == 0 ? 0 : leaseMillis(rule)));
    }
    return taken;
  }

  /**
   * Puts back what was not used. What was taken by a rule that is no more went with it.
   *
   * @throws TwiteException INVALID_REQUEST, UNAVAILABLE, OVERLOADED
   */
  public void giveBack(List<Bucket> unused) {
    Rules rules = book.rules();
    List<Bucket> known =
        unused.stream().filter(bucket -> rules.find(bucket.getRule()).isPresent()).toList();
    if (!known.isEmpty() || unused.isEmpty()) {
      buckets.giveBack(draws(known, MOST_GIVEN_BACK));
    }
  }

  /**
   * Fills a bucket.
   *
   * @throws TwiteException INVALID_REQUEST, UNAVAILABLE, OVERLOADED
   */
  public void forget(String rule, String subject) {
    Checks checks = new Checks();
    checkBucket(checks, "", rule, subject);
    checks.finish();
    buckets.forget(rule, subject);
  }

  private List<Draw> draws(List<Bucket> asked, int most) {
    Rules rules = book.rules();
    Checks checks =
        new Checks()
            .require(!asked.isEmpty(), "buckets", "required", "Missing; name a bucket")
            .require(asked.size() <= most, "buckets", "too_many", "More than " + most + " buckets");
    for (int i = 0; i < asked.size(); i++) {
      Bucket bucket = asked.get(i);
      String field = "buckets[" + i + "].";
      checkBucket(checks, field, bucket.getRule(), bucket.getSubject());
      checks
          .require(bucket.getCost() >= 1, field + "cost", "out_of_range", "Is less than 1")
          .require(bucket.getLease() >= 0, field + "lease", "out_of_range", "Is less than 0");
    }
    checks.finish();
    return asked.stream().map(bucket -> draw(rules, bucket)).toList();
  }

  private static Draw draw(Rules rules, Bucket bucket) {
    Rule rule =
        rules
            .find(bucket.getRule())
            .orElseThrow(
                () -> TwiteException.invalid("rule", "invalid_value", "Is no rule of ours"));
    return new Draw(
        rule,
        bucket.getSubject(),
        bucket.getCost(),
        Math.min(bucket.getLease(), rule.capacity() / LEASE_SHARE));
  }

  private void checkBucket(Checks checks, String field, String rule, String subject) {
    checks
        .require(
            book.rules().find(rule).isPresent(),
            field + "rule",
            "invalid_value",
            "Is no rule of ours")
        .text(field + "subject", subject, 1, MAX_SUBJECT);
  }

  private static long leaseMillis(Rule rule) {
    return Math.min(LEASE_LIFE.toMillis(), rule.period().toMillis() / LEASE_SHARE);
  }

  /**
   * What became of a bucket.
   *
   * @param leaseMillis how long what was leased may be used
   */
  public record Taken(BucketState state, long leaseMillis) {}
}
