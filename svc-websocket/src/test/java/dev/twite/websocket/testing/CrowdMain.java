package dev.twite.websocket.testing;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients in a process of their own, so that the server's memory can be told from theirs.
 * Arguments: the port, a file of tickets, a channel, how many events to wait for. An event's text
 * begins with when it was published, in µs since 1970.
 */
public final class CrowdMain {
  private CrowdMain() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    List<String> tickets = Files.readAllLines(Path.of(args[1]));
    int events = Integer.parseInt(args[3]);
    long[] delays = new long[tickets.size() * events];
    AtomicInteger got = new AtomicInteger();
    AtomicInteger subscribed = new AtomicInteger();
    CountDownLatch connected = new CountDownLatch(tickets.size());
    long begin = System.nanoTime();
    try (ExecutorService some = Executors.newFixedThreadPool(32)) {
      for (String ticket : tickets) {
        some.execute(
            () -> {
              Wire.light(
                      port, "/v1/ws?ticket=" + ticket, text -> heard(text, delays, got, subscribed))
                  .send("{'op':'subscribe','channel':'%s'}".formatted(args[2]));
              connected.countDown();
            });
      }
      connected.await();
    }
    while (subscribed.get() < tickets.size()) {
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
    }
    System.out.println("CONNECTED " + (System.nanoTime() - begin) / 1_000_000);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (got.get() < delays.length && !"end".equals(in.ready() ? in.readLine() : "")) {
      java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
    }
    Arrays.sort(delays);
    System.out.printf(
        "GOT %d p50 %d p99 %d max %d%n",
        got.get(),
        delays[delays.length / 2] / 1000,
        delays[(int) (delays.length * 0.99)] / 1000,
        delays[delays.length - 1] / 1000);
    Runtime.getRuntime().halt(0);
  }

  private static void heard(
      byte[] text, long[] delays, AtomicInteger got, AtomicInteger subscribed) {
    String frame = new String(text, StandardCharsets.UTF_8);
    int at = frame.indexOf("\"text\":\"at ");
    if (at >= 0) {
      long sent = Long.parseLong(frame.substring(at + 11, frame.indexOf(' ', at + 11)));
      delays[got.getAndIncrement()] = now() - sent;
    } else if (frame.contains("\"subscribed\"")) {
      subscribed.incrementAndGet();
    }
  }

  static long now() {
    java.time.Instant now = java.time.Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
  }
}
