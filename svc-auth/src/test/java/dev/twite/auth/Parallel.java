package dev.twite.auth;

import dev.twite.common.thread.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/** Calls made at the same moment. */
final class Parallel {
  private Parallel() {}

  /** Their answers, in order; fails as the first that failed. */
  static <R> List<R> all(List<? extends Callable<R>> calls) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    List<R> answers = new ArrayList<>();
    try (ExecutorService threads = Threads.perTask("parallel")) {
      List<Future<R>> pending = new ArrayList<>();
      for (Callable<R> call : calls) {
        pending.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      start.countDown();
      for (Future<R> answer : pending) {
        answers.add(answer.get());
      }
    }
    return answers;
  }
}
