package dev.twite.gateway.token;

import com.google.common.collect.ImmutableMap;
import dev.twite.common.boot.Component;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.ops.HealthCheck;
import dev.twite.common.thread.PeriodicTask;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.GetKeySetRequest;
import dev.twite.proto.auth.v1.Key;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The keys that verify access tokens, fetched from svc-auth in the background. A token with an
 * unknown key id makes it ask at once, but only every 30 s: made-up ids must not become load (S6).
 * While svc-auth is away the known keys stay in use, each until its own end.
 */
public final class KeySet implements Component, HealthCheck {
  private static final Duration FIRST_TRY = Duration.ofMillis(200);
  private static final long ASK_EVERY_NANOS = Duration.ofSeconds(30).toNanos();

  private final AuthBlockingStub auth;
  private final TokenConfig config;
  private final Clock clock;
  private final PeriodicTask refresher = new PeriodicTask("gateway-keys", this::pause, this::fetch);
  private final ReentrantLock asking = new ReentrantLock();
  private Optional<Long> lastAsked = Optional.empty();
  // Empty until the first fetch: then no token can be judged.
  private volatile Optional<Map<String, VerifyingKey>> keys = Optional.empty();

  @Inject
  KeySet(AuthBlockingStub auth, TokenConfig config, Clock clock) {
    this.auth = auth;
    this.config = config;
    this.clock = clock;
  }

  @Override
  public Phase phase() {
    return Phase.WORKER;
  }

  @Override
  public void start() {
    refresher.startAtOnce();
  }

  @Override
  public void stop() throws InterruptedException {
    refresher.stop();
  }

  @Override
  public String name() {
    return "keys";
  }

  @Override
  public void check() {
    known();
  }

  /** The keys in use, for publication. */
  public List<Key> published() {
    return known().values().stream()
        .filter(key -> key.isValidAt(clock.instant()))
        .map(VerifyingKey::key)
        .toList();
  }

  /**
   * The key of that id; asks svc-auth when it is unknown.
   *
   * @throws TwiteException TOKEN_INVALID when there is none; UNAVAILABLE before the first fetch
   */
  VerifyingKey require(String kid) {
    if (!known().containsKey(kid)) {
      askFor(kid);
    }
    return find(kid).orElseThrow(() -> TwiteException.of(ErrorCode.TOKEN_INVALID));
  }

  /** The key of that id if it is known and still in use. */
  Optional<VerifyingKey> find(String kid) {
    return Optional.ofNullable(known().get(kid)).filter(key -> key.isValidAt(clock.instant()));
  }

  private Map<String, VerifyingKey> known() {
    return keys.orElseThrow(() -> TwiteException.of(ErrorCode.UNAVAILABLE));
  }

  private void askFor(String kid) {
    asking.lock();
    try {
      long now = System.nanoTime();
      boolean tooSoon = lastAsked.isPresent() && now - lastAsked.get() < ASK_EVERY_NANOS;
      if (!tooSoon && !known().containsKey(kid)) {
        lastAsked = Optional.of(now);
        fetch();
      }
    } finally {
      asking.unlock();
    }
  }

  private Duration pause() {
    return keys.isPresent() ? config.keyRefresh() : FIRST_TRY;
  }

  private void fetch() {
    ImmutableMap.Builder<String, VerifyingKey> fetched = ImmutableMap.builder();
    for (Key key : auth.getKeySet(GetKeySetRequest.getDefaultInstance()).getKeysList()) {
      try {
        fetched.put(key.getKid(), VerifyingKey.of(key, config.issuer(), clock));
      } catch (GeneralSecurityException noKey) {
        throw new IllegalStateException("Key " + key.getKid() + " is none of P-256", noKey);
      }
    }
    keys = Optional.of(fetched.buildKeepingLast());
  }
}
