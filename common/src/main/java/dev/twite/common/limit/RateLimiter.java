package dev.twite.common.limit;

import dev.twite.common.limit.Leases.Slot;
import dev.twite.common.limit.LimitClient.AwayException;
import dev.twite.common.metrics.Metrics;
import dev.twite.proto.ratelimit.v1.ForgetRequest;
import dev.twite.proto.ratelimit.v1.GiveBackRequest;
import dev.twite.proto.ratelimit.v1.TakeRequest;
import dev.twite.proto.ratelimit.v1.TakeResponse;
import dev.twite.proto.ratelimit.v1.Verdict;
import io.prometheus.client.Counter;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts against the rules of svc-ratelimit, exactly over any number of processes (S13); of hot
 * buckets it hands out what {@link Leases} took ahead. Counting never takes longer than {@code
 * TWITE_LIMIT_DEADLINE}; when there is no answer the rule says what becomes of the request (R10).
 */
public final class RateLimiter {
  private static final Logger log = LoggerFactory.getLogger(RateLimiter.class);
  private static final Duration CLOSED_FOR = Duration.ofSeconds(1);

  private final LimitUpkeep upkeep;
  private final LimitClient client;
  private final Leases leases;
  private final LocalBuckets local;
  private final Counter decisions;

  @Inject
  RateLimiter(
      LimitUpkeep upkeep, LimitClient client, Leases leases, LocalBuckets local, Metrics metrics) {
    this.upkeep = upkeep;
    this.client = client;
    this.leases = leases;
    this.local = local;
    this.decisions =
        metrics.counter(
            "twite_limit_decisions_total",
            "Decisions, and who made them: shared, leased, local, open or closed",
            "rule",
            "source",
            "outcome");
  }

  /** The rules as this process knows them: up to {@code TWITE_LIMIT_REFRESH} old. */
  public Rules rules() {
    return upkeep.rules();
  }

  /** Counts one request of a subject. */
  public Decision take(String rule, String subject) {
    return take(Claim.one(rule, subject));
  }

  /**
   * Counts against one bucket.
   *
   * @throws IllegalArgumentException when there is no such rule
   */
  public Decision take(Claim claim) {
    Rule rule = rule(claim);
    long now = System.nanoTime();
    Slot slot = leases.slot(claim);
    Decision leased = slot.take(claim.cost(), now);
    if (leased != null) {
      return counted(rule, "leased", leased);
    }
    long wish = slot.wish(claim.cost(), now);
    try {
      Verdict verdict = ask(BucketMessages.of(claim, wish)).getVerdicts(0);
      Decision decision = BucketMessages.decision(rule, verdict);
      if (verdict.getLeased() > 0) {
        long life = TimeUnit.MILLISECONDS.toNanos(verdict.getLeaseMs());
        leases.keep(slot, new Lease(claim, decision, verdict.getLeased(), now, life));
      }
      if (!decision.allowed()) {
        // Another request of ours may have brought a lease meanwhile.
        Decision late = slot.take(claim.cost(), System.nanoTime());
        return late == null ? counted(rule, "shared", decision) : counted(rule, "leased", late);
      }
      return counted(rule, "shared", decision);
    } catch (AwayException away) {
      return without(rule, claim, away);
    } finally {
      if (wish > 0) {
        slot.asked();
      }
    }
  }

  /**
   * Counts against several buckets, all or none, in one call.
   *
   * @param claims 1 to 8
   * @throws IllegalArgumentException when there is no such rule
   */
  public Decision take(List<Claim> claims) {
    if (claims.size() == 1) {
      return take(claims.getFirst());
    }
    try {
      TakeResponse answer =
          ask(
              claims.stream()
                  .map(claim -> BucketMessages.of(claim, 0))
                  .toArray(dev.twite.proto.ratelimit.v1.Bucket[]::new));
      Decision all = null;
      for (int i = 0; i < claims.size(); i++) {
        Rule rule = rule(claims.get(i));
        Decision one =
            counted(rule, "shared", BucketMessages.decision(rule, answer.getVerdicts(i)));
        all = all == null ? one : all.and(one);
      }
      return all;
    } catch (AwayException away) {
      return without(claims, away);
    }
  }

  /**
   * Takes back what was counted and should not have been, e.g. a log in that turned out right where
   * only failures count. Lost when svc-ratelimit is away: the bucket refills by itself.
   */
  public void giveBack(Claim claim) {
    local.giveBack(rule(claim), claim);
    GiveBackRequest request =
        GiveBackRequest.newBuilder().addBuckets(BucketMessages.of(claim, 0)).build();
    try {
      var done = client.settle(stub -> stub.giveBack(request));
      log.trace("Given back: {}", done);
    } catch (AwayException away) {
      log.debug("A request was not given back: svc-ratelimit is {}", away.getMessage());
    }
  }

  /** Forgets all that a subject has used of a rule. */
  public void forget(String rule, String subject) {
    local.forget(Claim.one(rule, subject).key());
    ForgetRequest request = ForgetRequest.newBuilder().setRule(rule).setSubject(subject).build();
    try {
      var done = client.settle(stub -> stub.forget(request));
      log.trace("Forgotten: {}", done);
    } catch (AwayException away) {
      log.debug("A limit was not cleared: svc-ratelimit is {}", away.getMessage());
    }
  }

  private TakeResponse ask(dev.twite.proto.ratelimit.v1.Bucket... buckets) throws AwayException {
    TakeRequest request = TakeRequest.newBuilder().addAllBuckets(List.of(buckets)).build();
    return client.call(stub -> stub.take(request));
  }

  private Decision without(List<Claim> claims, AwayException away) {
    Decision all = null;
    List<Claim> taken = new ArrayList<>();
    for (Claim claim : claims) {
      Decision one = without(rule(claim), claim, away);
      all = all == null ? one : all.and(one);
      if (!one.allowed()) {
        taken.forEach(earlier -> local.giveBack(rule(earlier), earlier));
        return all;
      }
      taken.add(claim);
    }
    return all;
  }

  private Decision without(Rule rule, Claim claim, AwayException away) {
    return switch (rule.whenAway()) {
      case CLOSED ->
          counted(rule, "closed", new Decision(false, rule.capacity(), 0, CLOSED_FOR, CLOSED_FOR));
      case LOCAL -> counted(rule, "local", local.take(rule, claim));
      case OPEN ->
          away.flooded()
              ? counted(rule, "local", local.take(rule, claim))
              : counted(rule, "open", Decision.passed(rule));
    };
  }

  private Rule rule(Claim claim) {
    return rules()
        .find(claim.rule())
        .or(() -> Rules.builtIn().find(claim.rule()))
        .orElseThrow(() -> new IllegalArgumentException("No rule is called " + claim.rule()));
  }

  private Decision counted(Rule rule, String source, Decision decision) {
    decisions.labels(rule.name(), source, decision.allowed() ? "passed" : "refused").inc();
    return decision;
  }
}
