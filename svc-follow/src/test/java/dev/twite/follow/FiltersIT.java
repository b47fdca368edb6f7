package dev.twite.follow;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.redis.Redis;
import dev.twite.common.testing.TestEnv;
import dev.twite.embedded.RedisServer;
import dev.twite.embedded.TestServers;
import dev.twite.follow.store.BlockDao;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.ReadFilter;
import dev.twite.proto.follow.v1.UserRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** What svc-follow remembers of filters, here and in another process. */
class FiltersIT {
  private static final ReadFilter NONE = ReadFilter.getDefaultInstance();

  private static RedisServer redis;
  private static FollowFixture fixture;
  private static Filters there;

  private final long ann = fixture.newUser();
  private final long bob = fixture.newUser();

  @BeforeAll
  static void start() throws Exception {
    redis = TestServers.newRedis();
    fixture = new FollowFixture(new TestEnv().set("REDIS_URL", redis.url()));
    there = new Filters(fixture.database(), fixture.service.get(Redis.class));
  }

  @AfterAll
  static void stop() {
    fixture.close();
    redis.close();
  }

  @Test
  void aFilterIsRememberedWhileNobodySaysThatItChanged() {
    assertThat(filterOf(ann)).isEqualTo(NONE);
    fixture
        .database()
        .run(handle -> handle.attach(BlockDao.class).insert(ann, ann, fixture.newUser(), 1));
    assertThat(filterOf(ann)).isEqualTo(NONE);
    fixture.act(ann, FollowBlockingStub::muteUser, bob);
    assertThat(filterOf(ann).getBlockingCount()).isOne();
  }

  @Test
  void aBlockIsInBothFiltersOnceItIsAcknowledgedAndGoesAsItCame_S4() {
    for (int i = 0; i < 2; i++) {
      assertThat(filterOf(ann)).isEqualTo(NONE);
      assertThat(filterOf(bob)).isEqualTo(NONE);
      fixture.act(ann, FollowBlockingStub::blockUser, bob);
      assertThat(filterOf(ann)).isEqualTo(ReadFilter.newBuilder().addBlocking(bob).build());
      assertThat(filterOf(bob)).isEqualTo(ReadFilter.newBuilder().addBlockedBy(ann).build());
      fixture.act(ann, FollowBlockingStub::unblockUser, bob);
    }
    assertThat(filterOf(ann)).isEqualTo(NONE);
    assertThat(filterOf(bob)).isEqualTo(NONE);
  }

  @Test
  void aMuteIsInTheFilterOnceItIsAcknowledgedAndGoesAsItCame_S4() {
    assertThat(filterOf(ann)).isEqualTo(NONE);
    fixture.act(ann, FollowBlockingStub::muteUser, bob);
    assertThat(filterOf(ann)).isEqualTo(ReadFilter.newBuilder().addMuting(bob).build());
    fixture.act(ann, FollowBlockingStub::unmuteUser, bob);
    assertThat(filterOf(ann)).isEqualTo(NONE);
  }

  @Test
  void anAuthorWhoGrowsBigIsAtOnceInTheFiltersOfWhoFollows() {
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    assertThat(filterOf(ann)).isEqualTo(NONE);
    grow(bob, 1_000_000);
    assertThat(filterOf(ann)).isEqualTo(merging(bob));
  }

  @Test
  void followsOfABigAuthorComeAndGoWithTheirBlocks() {
    grow(bob, 2_000_000);
    long cid = fixture.newUser();
    assertThat(filterOf(ann)).isEqualTo(NONE);
    assertThat(filterOf(cid)).isEqualTo(NONE);
    fixture.act(ann, FollowBlockingStub::followUser, bob);
    fixture.act(cid, FollowBlockingStub::followUser, bob);
    assertThat(filterOf(ann)).isEqualTo(merging(bob));
    assertThat(filterOf(cid)).isEqualTo(merging(bob));
    fixture.act(ann, FollowBlockingStub::unfollowUser, bob);
    assertThat(filterOf(ann)).isEqualTo(NONE);
    fixture.act(bob, FollowBlockingStub::blockUser, cid);
    assertThat(filterOf(cid)).isEqualTo(ReadFilter.newBuilder().addBlockedBy(bob).build());
  }

  @Test
  void anErasedAccountLeavesTheFiltersOfAllWhoHadToDoWithIt() {
    long gone = fixture.newUser();
    long cid = fixture.newUser();
    long dot = fixture.newUser();
    grow(gone, 3_000_000);
    fixture.act(ann, FollowBlockingStub::blockUser, gone);
    fixture.act(gone, FollowBlockingStub::blockUser, bob);
    fixture.act(cid, FollowBlockingStub::muteUser, gone);
    fixture.act(dot, FollowBlockingStub::followUser, gone);
    assertThat(filterOf(ann)).isEqualTo(ReadFilter.newBuilder().addBlocking(gone).build());
    assertThat(filterOf(bob)).isEqualTo(ReadFilter.newBuilder().addBlockedBy(gone).build());
    assertThat(filterOf(cid)).isEqualTo(ReadFilter.newBuilder().addMuting(gone).build());
    assertThat(filterOf(dot)).isEqualTo(merging(gone));
    fixture.service.get(Eraser.class).add(gone);
    for (long reader : new long[] {ann, bob, cid, dot}) {
      eventually(() -> assertThat(filterOf(reader)).isEqualTo(NONE));
    }
  }

  @Test
  void aChangeThatRedisMissedIsToldLater_S4() {
    assertThat(filterOf(ann)).isEqualTo(NONE);
    try (Jedis admin = fixture.service.get(Redis.class).dedicated()) {
      admin.aclSetUser("default", "-unlink");
      try {
        fixture.act(bob, FollowBlockingStub::blockUser, ann);
        assertThat(there.of(ann)).as("nothing was heard there").isEqualTo(NONE);
      } finally {
        admin.aclSetUser("default", "+unlink");
      }
    }
    ReadFilter blocked = ReadFilter.newBuilder().addBlockedBy(bob).build();
    eventually(() -> assertThat(there.of(ann)).isEqualTo(blocked));
    assertThat(filterOf(ann)).isEqualTo(blocked);
  }

  @Test
  void withoutRedisFiltersAreRightAndChangesGoOn() throws Exception {
    try (RedisServer away = TestServers.newRedis();
        FollowFixture alone = new FollowFixture(new TestEnv().set("REDIS_URL", away.url()))) {
      alone.act(ann, FollowBlockingStub::muteUser, bob);
      assertThat(filterOf(alone, ann).getMutingList()).containsExactly(bob);
      away.kill();
      for (int i = 0; i < 10; i++) {
        alone.act(ann, FollowBlockingStub::blockUser, bob);
        assertThat(filterOf(alone, ann).getBlockingList()).containsExactly(bob);
        assertThat(filterOf(alone, bob).getBlockedByList()).containsExactly(ann);
        alone.act(ann, FollowBlockingStub::unblockUser, bob);
        assertThat(filterOf(alone, ann).getBlockingList()).isEmpty();
        assertThat(filterOf(alone, bob)).isEqualTo(NONE);
      }
    }
  }

  /** Makes a big author, known as such to all. */
  private static void grow(long user, long firstFollower) {
    fixture.insertFollowers(user, firstFollower, FollowFixture.BIG_AUTHOR + 1);
    assertThat(fixture.feed.getReach(request(user)).getMergedAtRead()).isTrue();
  }

  /** A filter as both processes have it. */
  private static ReadFilter filterOf(long reader) {
    ReadFilter here = filterOf(fixture, reader);
    assertThat(there.of(reader)).as("in another process").isEqualTo(here);
    return here;
  }

  private static ReadFilter filterOf(FollowFixture on, long reader) {
    return on.feed.getReadFilter(request(reader));
  }

  private static ReadFilter merging(long author) {
    return ReadFilter.newBuilder().addBigFollowing(author).build();
  }

  private static UserRequest request(long user) {
    return UserRequest.newBuilder().setUserId(user).build();
  }
}
