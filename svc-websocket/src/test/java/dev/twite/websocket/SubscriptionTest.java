package dev.twite.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.identity.Role;
import dev.twite.common.identity.User;
import dev.twite.websocket.store.StreamCursor;
import org.junit.jupiter.api.Test;

class SubscriptionTest {
  private static final StreamCursor BEFORE = new StreamCursor(1, 0, "00000000");
  private static final StreamCursor AT = new StreamCursor(2, 0, "00000000");

  @Test
  void aGapBeforeItsBeginIsNoneAndItGoesOn() {
    Client client = new Client(new User(1, 1, Role.USER), null, null, null, null);
    Subscription subscription = new Subscription(client, Place.parse("public", 1).orElseThrow());
    subscription.gap(AT);
    assertThat(subscription.last()).isNull();
    subscription.from(BEFORE);
    assertThat(subscription.goLive()).isTrue();
    subscription.offer(new Delivery(AT, reader -> null));
    assertThat(subscription.last()).isEqualTo(AT);
  }
}
