package dev.twite.common.limit;

import com.google.common.collect.Iterables;
import dev.twite.common.boot.Component;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.proto.ratelimit.v1.GetRulesResponse;
import dev.twite.proto.ratelimit.v1.GiveBackRequest;
import io.grpc.StatusRuntimeException;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the rules fresh, gives back what leases left unused and looks for a svc-ratelimit that is
 * away. Until svc-ratelimit has answered once, the built-in rules hold.
 */
final class LimitUpkeep implements Component {
  private static final Logger log = LoggerFactory.getLogger(LimitUpkeep.class);
  private static final Duration TURN = Duration.ofMillis(500);

  /** In one call; svc-ratelimit takes no more. */
  private static final int MOST_GIVEN_BACK = 1_000;

  private final LimitClient client;
  private final Leases leases;
  private final long refreshNanos;
  private final PeriodicTask upkeep = new PeriodicTask("limit-upkeep", TURN, this::turn);
  private volatile Rules rules = Rules.builtIn();
  private boolean heard;
  private long nextFetch = System.nanoTime();

  @Inject
  LimitUpkeep(LimitClient client, Leases leases, LimitConfig config) {
    this.client = client;
    this.leases = leases;
    this.refreshNanos = config.refresh().toNanos();
  }

  Rules rules() {
    return rules;
  }

  @Override
  public void start() {
    fetch();
    upkeep.start();
  }

  @Override
  public void stop() throws InterruptedException {
    upkeep.stop();
  }

  private void turn() {
    client.seek();
    sweep();
    if (!heard || System.nanoTime() - nextFetch >= 0) {
      fetch();
    }
  }

  private void fetch() {
    nextFetch = System.nanoTime() + refreshNanos;
    try {
      GetRulesResponse answer = client.rules();
      heard = true;
      if (!answer.getVersion().equals(rules.version())) {
        rules = RuleMessages.read(answer);
        log.info("Limits of version {} hold", answer.getVersion());
      }
    } catch (StatusRuntimeException away) {
      log.debug("The rules can't be had: {}", away.getStatus().getCode());
    }
  }

  private void sweep() {
    Collection<Claim> unused = leases.sweep(System.nanoTime());
    if (unused.isEmpty()) {
      return;
    }
    try {
      for (List<Claim> some : Iterables.partition(unused, MOST_GIVEN_BACK)) {
        GiveBackRequest.Builder request = GiveBackRequest.newBuilder();
        some.forEach(claim -> request.addBuckets(BucketMessages.of(claim, 0)));
        var done = client.call(stub -> stub.giveBack(request.build()));
        log.trace("Given back: {}", done);
      }
    } catch (LimitClient.AwayException away) {
      log.debug("Unused leases are not given back: they refill");
    }
  }
}
