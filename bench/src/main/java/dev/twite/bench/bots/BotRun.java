package dev.twite.bench.bots;

import dev.twite.bench.Api;
import dev.twite.bench.Crowd;
import dev.twite.bench.Freshness;
import dev.twite.bench.Timings;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * One run from the first action to the report; Ctrl-C ends it early, with a report all the same.
 */
final class BotRun {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
  private static final int CONNECTING = 8;

  private final BotPlan plan;
  private final URI url;
  private final Society society;
  private final Api api;
  private final PrintStream out;
  private final Meter meter = new Meter();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch reported = new CountDownLatch(1);
  private volatile long soakBegin;

  BotRun(BotPlan plan, URI url, Society society, Api api, PrintStream out) {
    this.plan = plan;
    this.url = url;
    this.society = society;
    this.api = api;
    this.out = out;
  }

  /** The exit code. */
  int run() {
    try (LiveReaders readers = new LiveReaders(url, api);
        Freshness freshness = new Freshness(api, plan.limits().giveUp(), BETWEEN_LOOKS)) {
      Crowd.share(
          CONNECTING,
          IntStream.range(0, plan.readers()).boxed().toList(),
          reader -> readers.connect(society.person(reader % society.size())));
      Actor actor =
          new Actor(
              society,
              api,
              (tweet, author, isReply) -> heard(readers, freshness, tweet, author, isReply));
      Driver driver = new Driver(society, actor, meter, plan.ramp(), plan.seed());
      Thread hook = Thread.ofPlatform().unstarted(() -> interrupted(driver));
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        long begin = System.nanoTime();
        soakBegin = begin + plan.ramp().toNanos();
        LiveView view =
            new LiveView(
                out,
                Boolean.getBoolean("twite.terminal"),
                plan.seconds(),
                meter,
                freshness.timings(),
                readers);
        Thread ticker = Thread.ofPlatform().daemon().start(() -> tick(view, begin));
        driver.run(arrivals(), begin);
        over.countDown();
        join(ticker);
        // Those still unseen are the ones to judge by.
        freshness.await();
        return report(freshness.timings(), readers, seconds(begin));
      } finally {
        over.countDown();
        reported.countDown();
        unhook(hook);
      }
    }
  }

  private Arrivals arrivals() {
    DailyRhythm rhythm = new DailyRhythm(plan.day().toMillis() / 1e3);
    return new Arrivals(plan.rate(), plan.ramp(), plan.soak(), rhythm, plan.seed());
  }

  private void heard(
      LiveReaders readers, Freshness freshness, long tweet, int author, boolean isReply) {
    readers.acknowledged(tweet, System.nanoTime());
    List<Integer> followers = society.followers().get(author);
    boolean judged = System.nanoTime() >= soakBegin && over.getCount() > 0;
    // A reply is in nobody's home timeline.
    if (!followers.isEmpty() && judged && !isReply) {
      int follower = followers.get(ThreadLocalRandom.current().nextInt(followers.size()));
      freshness.maybeWatch(tweet, society.person(follower));
    }
  }

  private void tick(LiveView view, long begin) {
    Arrivals planned = arrivals();
    try {
      while (!over.await(1, TimeUnit.SECONDS)) {
        double at = seconds(begin);
        view.show(meter.tick(at, planned.rateAt(at)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** On Ctrl-C; the JVM ends when this does. */
  private void interrupted(Driver driver) {
    driver.stop();
    try {
      boolean whole = reported.await(30, TimeUnit.SECONDS);
      out.println(whole ? "Ended early." : "Ended early, without a report.");
      out.flush();
    } catch (InterruptedException atOnce) {
      Thread.currentThread().interrupt();
    }
  }

  private int report(Timings visible, LiveReaders readers, double seconds) {
    double judged = Math.max(1e-3, seconds - plan.ramp().toMillis() / 1e3);
    Timings all = meter.all();
    List<Limits.Verdict> verdicts =
        plan.limits()
            .judge(
                new Limits.Outcome(
                    all.count() + all.errors(),
                    all.errors(),
                    all.millis(99),
                    visible.count(),
                    visible.errors(),
                    visible.millis(99)));
    out.println();
    out.println(Timings.HEADER);
    for (Action action : Action.values()) {
      out.println(meter.of(action).row(judged));
    }
    out.println(all.row(judged));
    out.println(visible.row(judged));
    out.println(readers.timings().row(judged));
    if (!meter.errors().isEmpty()) {
      out.println("Errors by code: " + LiveView.codes(meter.errors()));
    }
    out.println();
    boolean held = true;
    for (Limits.Verdict verdict : verdicts) {
      held &= verdict.held();
      out.printf(
          "%s %s: %s, at most %s%n",
          verdict.held() ? "held  " : "BROKEN", verdict.name(), verdict.value(), verdict.limit());
    }
    new HtmlReport(
            facts(readers, seconds), verdicts, meter, List.of(visible, readers.timings()), judged)
        .write(plan.report());
    out.println("Report: " + plan.report().toAbsolutePath().normalize());
    return held ? 0 : 1;
  }

  private Map<String, String> facts(LiveReaders readers, double seconds) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("at", url.toString());
    facts.put("people", society.size() + ", " + society.network().follows() + " follows");
    facts.put(
        "load",
        String.format(
            Locale.ROOT,
            "%.1f actions/s on average, ramp %d s, then %d s, a day takes %d s, seed %d",
            plan.rate(),
            plan.ramp().toSeconds(),
            plan.soak().toSeconds(),
            plan.day().toSeconds(),
            plan.seed()));
    facts.put("ran for", String.format(Locale.ROOT, "%.1f s", seconds));
    facts.put(
        "live readers",
        plan.readers() + ", " + readers.events() + " events, " + readers.lost() + " lost");
    facts.put(
        "machine of the bots",
        Runtime.getRuntime().availableProcessors()
            + " cores, Java "
            + System.getProperty("java.vm.version"));
    return facts;
  }

  private static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }

  private static void join(Thread ticker) {
    try {
      ticker.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unhook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // Then it is the hook that ended the run.
      return;
    }
  }
}
