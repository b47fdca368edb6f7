package dev.twite.follow;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.common.testing.Eventually.promised;
import static dev.twite.follow.FollowFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Lists;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.testing.TimedTest;
import dev.twite.proto.follow.v1.FollowerIds;
import dev.twite.proto.follow.v1.StreamFollowersRequest;
import io.grpc.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FollowerPagesIT {
  private static final long AUTHOR = 1;
  private static final long FIRST = 100;
  private static final int COUNT = 2_500;

  private static FollowFixture fixture;
  private static ExecutorService threads;

  @BeforeAll
  static void start() throws Exception {
    fixture = new FollowFixture();
    fixture.insertFollowers(AUTHOR, FIRST, COUNT);
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void stop() {
    threads.close();
    fixture.close();
  }

  @Test
  void followersComeInAscendingPagesOfAtMostAThousand() {
    List<FollowerIds> pages = Lists.newArrayList(stream(0, 10_000));
    assertThat(pages).extracting(FollowerIds::getUserIdsCount).containsExactly(1000, 1000, 500);
    assertThat(pages.stream().flatMap(page -> page.getUserIdsList().stream()))
        .containsExactlyElementsOf(LongStream.range(FIRST, FIRST + COUNT).boxed().toList());
  }

  @Test
  void aStreamGoesOnAfterAnIdAndEndsAtItsLimit() {
    List<FollowerIds> pages = Lists.newArrayList(stream(FIRST + 99, 1_200));
    assertThat(pages).extracting(FollowerIds::getUserIdsCount).containsExactly(1000, 200);
    assertThat(pages.getFirst().getUserIds(0)).isEqualTo(FIRST + 100);
  }

  @Test
  void limitsAreFromOneToTenThousand() {
    assertFails(ErrorCode.INVALID_REQUEST, () -> stream(0, 0).next());
    assertFails(ErrorCode.INVALID_REQUEST, () -> stream(0, 10_001).next());
  }

  @Test
  void aReaderThatHasGoneGetsNoFurtherPage_R12() {
    List<Integer> pages = new ArrayList<>();
    Context.CancellableContext request = Context.current().withCancellation();
    assertFails(
        ErrorCode.CANCELLED,
        () ->
            request.run(
                () ->
                    fixture
                        .service
                        .get(FollowerPages.class)
                        .read(
                            AUTHOR,
                            0,
                            10_000,
                            page -> {
                              pages.add(page.size());
                              request.cancel(null);
                            })));
    assertThat(pages).containsExactly(1000);
  }

  @TimedTest
  void aCancelledStreamLeavesTheDatabaseWithin100ms_R12() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    // A statement that can't end by itself: the table is locked.
    Future<?> locked =
        threads.submit(
            () ->
                fixture
                    .database()
                    .run(
                        handle -> {
                          handle.execute("LOCK TABLE follow IN ACCESS EXCLUSIVE MODE");
                          awaitQuietly(release);
                        }));
    Context.CancellableContext request = Context.current().withCancellation();
    Future<?> stream;
    try {
      eventually(() -> assertThat(locks(true)).isEqualTo(1));
      stream = threads.submit(() -> request.run(() -> stream(0, 10_000).next()));
      eventually(() -> assertThat(locks(false)).isEqualTo(1));
      request.cancel(null);
      promised(Duration.ofMillis(100), () -> assertThat(locks(false)).isZero());
    } finally {
      release.countDown();
      locked.get();
    }
    assertFails(ErrorCode.CANCELLED, stream::get);
  }

  private static Iterator<FollowerIds> stream(long after, int limit) {
    return fixture.feed.streamFollowers(
        StreamFollowersRequest.newBuilder()
            .setUserId(AUTHOR)
            .setAfterUserId(after)
            .setLimit(limit)
            .build());
  }

  /** Locks held or waited for: the exclusive one, or those behind it. */
  private static int locks(boolean granted) {
    return fixture
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT count(*) FROM pg_locks
                        WHERE granted = :granted AND locktype = 'relation'
                          AND relation = to_regclass('follow.follow')
                        """)
                    .bind("granted", granted)
                    .mapTo(Integer.class)
                    .one());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
