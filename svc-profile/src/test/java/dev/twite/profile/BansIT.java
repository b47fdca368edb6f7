package dev.twite.profile;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.kafka.Topic;
import dev.twite.proto.events.v1.UserBanned;
import dev.twite.proto.events.v1.UserUnbanned;
import dev.twite.proto.profile.v1.ScanUsersRequest;
import dev.twite.proto.profile.v1.User;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class BansIT {
  private static ProfileFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new ProfileFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void aBannedAccountIsNobodyUntilItIsUnbannedInWhateverOrderWordComes_S4() throws Exception {
    long user = fixture.newUser();
    long other = fixture.newUser();
    User whole = fixture.create(user);
    User untouched = fixture.create(other);
    fixture.publish(List.of(banned(user, 1)));
    eventually(() -> assertThat(fixture.get(other, user)).containsExactly(untouched));
    assertThat(fixture.find(ProfileFixture.handle(user))).isEmpty();
    User scanned = scan(user);
    assertThat(scanned.getBanned()).isTrue();
    assertThat(scanned.getBanVersion()).isEqualTo(1);
    fixture.publish(List.of(unbanned(user, 4), banned(user, 3), banned(user, 1)));
    eventually(() -> assertThat(fixture.get(user)).containsExactly(whole));
    fixture.publish(List.of(banned(user, 5), unbanned(user, 4)));
    eventually(() -> assertThat(fixture.get(user)).isEmpty());
    assertThat(fixture.get(other)).containsExactly(untouched);
  }

  private static User scan(long user) {
    return fixture
        .stub("search")
        .scanUsers(ScanUsersRequest.newBuilder().setAfterId(user - 1).setLimit(1).build())
        .getUsers(0);
  }

  private static ProducerRecord<byte[], byte[]> banned(long user, long version) {
    return fixture.event(
        Topic.USER,
        user,
        user * 100 + version,
        UserBanned.newBuilder().setUserId(user).setVersion(version).build());
  }

  private static ProducerRecord<byte[], byte[]> unbanned(long user, long version) {
    return fixture.event(
        Topic.USER,
        user,
        user * 100 + version,
        UserUnbanned.newBuilder().setUserId(user).setVersion(version).build());
  }
}
