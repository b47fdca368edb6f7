package dev.twite.common.log;

import static dev.twite.common.testing.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.testing.TestEnv;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.MDC;

/**
 * What log.info costs its caller, with and without shipping, and how many lines are shipped: in one
 * run, turn by turn, printed. Promised is only that nobody waits and every line is accounted for.
 */
@Tag("verify")
class LogCostIT {
  private static final int BURST = 1_000;
  private static final int ROUNDS = 150;
  private static final int FLOOD = 1_000_000;

  private final Metrics metrics = new Metrics("cost");
  private int offered;

  @Test
  void aCallerWaitsForNobodyAndEveryLineIsAccountedFor() throws Exception {
    TestEnv env = new TestEnv().kafka();
    KafkaConfig kafka = KafkaConfig.from(new ConfigReader("cost", env.asMap()));
    LineShipper shipper = LineShipper.open(kafka, metrics);
    LogScope without = new LogScope("cost", "cost-1", 1, line -> {});
    LogScope with = new LogScope("cost", "cost-1", 1, shipper);
    Logger plain = logger(false);
    Logger masked = logger(true);
    long[][] nanos = new long[3][ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      nanos[0][round] = burst(plain);
      long[] turn = new long[2];
      without.run(() -> turn[0] = burst(masked));
      with.run(() -> turn[1] = burst(masked));
      nanos[1][round] = turn[0];
      nanos[2][round] = turn[1];
      offered += BURST;
      eventually(() -> assertThat(told()).isEqualTo(offered));
    }
    assertThat(count("full")).isZero();
    print("log.info, queued for standard out, nothing else", nanos[0]);
    print("the same as a line of its service, to be masked by the writer", nanos[1]);
    print("the same, and shipped", nanos[2]);
    double before = count("sent");
    long begin = System.nanoTime();
    with.run(() -> flood(masked));
    double caller = (double) (System.nanoTime() - begin) / FLOOD;
    offered += FLOOD;
    eventually(() -> assertThat(told()).isEqualTo(offered));
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        Locale.ROOT,
        "flood of %,d lines: %.0f ns each for the caller; %,.0f a second in Kafka, %.0f %% dropped%n",
        FLOOD,
        caller,
        (count("sent") - before) / seconds,
        100 * count("full") / FLOOD);
    printMasking(
        "nothing to mask, 76 characters",
        "POST /v1/tweets 201 1234 µs; group: TweetCreated 7234567890123456789 at 1.5 s");
    printMasking(
        "an e-mail address in it",
        "mail to ada.lovelace@example.org failed: mailbox full, the next try is in 60 s");
    shipper.close();
    assertThat(count("failed")).isZero();
  }

  private long burst(Logger log) {
    long begin = System.nanoTime();
    for (int i = 0; i < BURST; i++) {
      log.info("{} {} {} µs", "POST /v1/tweets", 201, i);
    }
    return (System.nanoTime() - begin) / BURST;
  }

  private void flood(Logger log) {
    for (int i = 0; i < FLOOD; i++) {
      log.info("{} {} {} µs", "POST /v1/tweets", 201, i);
    }
  }

  private int told() {
    return (int) (count("sent") + count("full") + count("failed"));
  }

  private double count(String outcome) {
    Double value =
        metrics
            .registry()
            .getSampleValue(
                "twite_log_lines_total", new String[] {"outcome"}, new String[] {outcome});
    return value == null ? 0 : value;
  }

  private static void print(String what, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s: median %d ns a line, best %d, of %d times %d%n",
        what,
        nanos[nanos.length / 2],
        nanos[0],
        nanos.length,
        BURST);
  }

  private static void printMasking(String what, String text) {
    int lengths = 0;
    for (int i = 0; i < 200_000; i++) {
      lengths += Masker.mask(text).length();
    }
    long begin = System.nanoTime();
    for (int i = 0; i < 200_000; i++) {
      lengths += Masker.mask(text).length();
    }
    long nanos = (System.nanoTime() - begin) / 200_000;
    System.out.printf(Locale.ROOT, "masking, %s: %d ns (%d)%n", what, nanos, lengths);
  }

  /** JSON, into a queue as in production, and from there to nowhere. */
  private static Logger logger(boolean lines) {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(MDC.getMDCAdapter());
    JsonLogEncoder encoder = new JsonLogEncoder();
    encoder.start();
    OutputStreamAppender<ILoggingEvent> nowhere = new OutputStreamAppender<>();
    nowhere.setContext(context);
    nowhere.setEncoder(encoder);
    nowhere.setOutputStream(OutputStream.nullOutputStream());
    nowhere.start();
    AsyncAppender queue = new AsyncAppender();
    queue.setContext(context);
    queue.setQueueSize(8_192);
    queue.setNeverBlock(true);
    queue.addAppender(nowhere);
    queue.start();
    Appender<ILoggingEvent> first = queue;
    if (lines) {
      LineAppender door = new LineAppender();
      door.setContext(context);
      door.addAppender(queue);
      door.start();
      first = door;
    }
    ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(first);
    return root;
  }
}
