package dev.twite.common.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.twite.common.config.Secret;
import dev.twite.common.error.TwiteException;
import dev.twite.common.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallTokensTest {
  private static final Secret KEY = new Secret("a-key-of-more-than-thirty-two-bytes-0123456789");
  private final MutableClock clock = new MutableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final CallTokens gateway = new CallTokens(new ServiceIdentity("gateway", KEY), clock);
  private final CallTokens tweet = new CallTokens(new ServiceIdentity("tweet", KEY), clock);

  @Test
  void tokenSaysWhoCallsAndForWhom_S20() {
    User user = new User(42, 7, Role.MODERATOR);
    CallTokens.Verified seen = tweet.verify(gateway.mint("tweet", Optional.of(user)));
    assertThat(seen.service()).isEqualTo("gateway");
    assertThat(seen.user()).contains(user);
  }

  @Test
  void tokenForAnotherServiceIsRefused_S20() {
    String token = gateway.mint("auth", Optional.empty());
    assertThatThrownBy(() -> tweet.verify(token)).isInstanceOf(TwiteException.class);
  }

  @Test
  void tokenUnderAnotherKeyIsRefused_S20() {
    CallTokens stranger =
        new CallTokens(
            new ServiceIdentity(
                "gateway", new Secret("another-key-of-more-than-thirty-two-bytes-01")),
            clock);
    assertThatThrownBy(() -> tweet.verify(stranger.mint("tweet", Optional.empty())))
        .isInstanceOf(TwiteException.class);
  }

  @Test
  void tokenDiesAfterAMinuteEvenWhenSeenBefore_S20() {
    String token = gateway.mint("tweet", Optional.empty());
    tweet.verify(token);
    clock.advance(Duration.ofSeconds(61));
    assertThatThrownBy(() -> tweet.verify(token)).isInstanceOf(TwiteException.class);
  }
}
