package dev.twite.websocket;

import dev.twite.common.identity.CallContext;
import dev.twite.common.identity.User;
import dev.twite.common.thread.Threads;
import io.grpc.Context;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks other services in the name of readers, or of nobody. */
final class Readers {
  private static final Logger log = LoggerFactory.getLogger(Readers.class);
  private static final int AT_ONCE = 16;

  private final ExecutorService executor = Threads.perTask("as-reader");
  private final Semaphore turns = new Semaphore(AT_ONCE);

  @Inject
  Readers() {}

  <R> R as(User reader, Supplier<R> call) {
    return in(fresh(), () -> in(CallContext.withUser(reader), call));
  }

  <R> R asNobody(Supplier<R> call) {
    return in(fresh(), call);
  }

  private static <R> R in(Context context, Supplier<R> call) {
    Context before = context.attach();
    try {
      return call.get();
    } finally {
      context.detach(before);
    }
  }

  /**
   * Asks for many readers, some at once; answers by user id.
   *
   * @throws RuntimeException what one of the calls threw
   */
  <R> Map<Long, R> asEach(Collection<User> readers, Supplier<R> call) {
    Map<Long, Future<R>> asked = new HashMap<>();
    for (User reader : readers) {
      asked.computeIfAbsent(reader.id(), id -> executor.submit(() -> inTurn(reader, call)));
    }
    Map<Long, R> answers = new HashMap<>();
    try {
      for (Map.Entry<Long, Future<R>> one : asked.entrySet()) {
        R answer = one.getValue().get();
        if (answer != null) {
          answers.put(one.getKey(), answer);
        }
      }
      return answers;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(failed.getCause());
    }
  }

  /** Does something with each, some at once; returns when all is done, whatever failed. */
  <T> void each(Collection<T> items, Consumer<T> action) {
    List<Future<?>> done = new ArrayList<>();
    for (T item : items) {
      done.add(executor.submit(() -> inTurn(() -> action.accept(item))));
    }
    for (Future<?> one : done) {
      try {
        one.get();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (ExecutionException failed) {
        log.debug("One of many failed", failed);
      }
    }
  }

  private void inTurn(Runnable action) {
    turns.acquireUninterruptibly();
    try {
      action.run();
    } finally {
      turns.release();
    }
  }

  private <R> R inTurn(User reader, Supplier<R> call) {
    turns.acquireUninterruptibly();
    try {
      return as(reader, call);
    } finally {
      turns.release();
    }
  }

  // Not the context of whoever happens to run this: its deadline may be over.
  private static Context fresh() {
    return in(
        Context.ROOT,
        () -> CallContext.withRequest(CallContext.newRequestId(), CallContext.newTraceparent()));
  }
}
