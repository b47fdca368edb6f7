package dev.twite.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Clients at work at the same time, each on a virtual thread. */
public final class Crowd {
  private Crowd() {}

  /** Gives the tasks out to the clients; the first failure ends it. */
  public static <T> void share(int clients, Iterable<T> tasks, Consumer<T> work) {
    Queue<T> queue = new ConcurrentLinkedQueue<>();
    tasks.forEach(queue::add);
    run(
        clients,
        client -> {
          for (T task = queue.poll(); task != null; task = queue.poll()) {
            try {
              work.accept(task);
            } catch (RuntimeException failed) {
              queue.clear();
              throw failed;
            }
          }
        });
  }

  /** Runs the body once a client, each with its number, and waits for all. */
  public static void run(int clients, IntConsumer body) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int client = i;
        running.add(threads.submit(() -> body.accept(client)));
      }
      for (Future<?> each : running) {
        each.get();
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new BenchException("A client failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }
}
