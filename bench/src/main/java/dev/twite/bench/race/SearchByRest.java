package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import dev.twite.bench.Person;
import dev.twite.bench.Timings;
import dev.twite.bench.race.Row.Goal;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/**
 * Questions by REST from 16 connections; then how soon a new tweet is found while 100 questions a
 * second go on. Each new tweet is looked for by the one word that only it has.
 */
final class SearchByRest {
  private static final int CONNECTIONS = 16;
  private static final double QUESTIONS = 100;
  private static final double TWEETS = 10;
  private static final Duration WARM = Duration.ofSeconds(3);
  private static final Duration TAKEN_IN = Duration.ofSeconds(60);

  private final Ground ground;
  private final URI server;
  private final List<Person> crowd;
  private final WireLoad load;

  SearchByRest(Ground ground) {
    this.ground = ground;
    this.server = ground.stage().url();
    this.crowd = ground.cast().crowd();
    this.load = new WireLoad(server, CONNECTIONS, new Questions(crowd));
  }

  List<Row> run() {
    awaitIndex();
    load.closed(WARM);
    Rounds asked = new Rounds("questions");
    for (int i = 0; i < ground.plan().rounds(); i++) {
      asked.add(load.closed(ground.plan().round()));
      ground.say("round %d: questions %s", i + 1, asked);
    }
    List<Row> rows = new ArrayList<>();
    String what = "search by REST, 16 connections";
    rows.add(Row.of(what, "/s", asked.rates(), Goal.NONE, asked.errors()));
    rows.add(asked.p50("search by REST, p50"));
    rows.add(asked.p99("search by REST, p99"));
    rows.addAll(fresh());
    return rows;
  }

  private List<Row> fresh() {
    Rounds meanwhile = new Rounds("questions meanwhile");
    List<Double> p50 = new ArrayList<>();
    List<Double> p99 = new ArrayList<>();
    long errors = 0;
    for (int i = 0; i < ground.plan().rounds(); i++) {
      Timings found = new Timings("found");
      meanwhile.add(post(ground.plan().round(), found));
      p50.add(found.millis(50));
      p99.add(found.millis(99));
      errors += found.errors();
      ground.say(
          "round %d: p50 %.1f ms, p99 %.1f ms, %d found, %d not",
          i + 1, found.millis(50), found.millis(99), found.count(), found.errors());
    }
    String what = " of 201 to findable by REST, 10 tweets/s beside 100 questions/s";
    return List.of(
        Row.of("p50" + what, "ms", p50, Goal.NONE, errors),
        Row.of("p99" + what, "ms", p99, Goal.NONE, errors),
        Row.of(
            "these questions, from the intended begin, p99",
            "ms",
            meanwhile.p99("").values(),
            Goal.NONE,
            meanwhile.errors()));
  }

  /**
   * Posts evenly beside the questions and waits until each tweet is found.
   *
   * @return how the questions went
   */
  private Measured post(Duration time, Timings found) {
    long begin = System.nanoTime();
    long total = (long) (TWEETS * time.toMillis() / 1e3);
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Measured> questions = beside.submit(() -> load.open(QUESTIONS, time));
      long number = 0;
      try (WireConnection connection = new WireConnection(server)) {
        for (; number < total; number++) {
          WireLoad.sleepUntil(begin + (long) (number * 1e9 / TWEETS));
          Person author = crowd.get((int) (number % crowd.size()));
          String text = Texts.next();
          Optional<NewTweet> tweet = NewTweet.post(connection, author, text);
          if (tweet.isEmpty()) {
            found.failed();
          } else {
            byte[] question = Questions.ask(author, Texts.ownWord(text), "recent");
            beside.execute(() -> tweet.get().await(server, question, found));
          }
        }
      } catch (IOException broken) {
        for (; number < total; number++) {
          found.failed();
        }
      }
      return questions.get();
    } catch (ExecutionException failed) {
      throw new BenchException("The questions broke off", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }

  /** An index is a little behind: what everybody wrote to begin with has to be in it. */
  private void awaitIndex() {
    long begin = System.nanoTime();
    try (WireConnection connection = new WireConnection(server)) {
      for (Person author : crowd) {
        byte[] question = Questions.ask(author, Questions.from(author), "recent");
        while (connection.exchange(question) != 200 || !Questions.hasHits(connection.body())) {
          if (System.nanoTime() - begin > TAKEN_IN.toNanos()) {
            throw new BenchException(
                "After " + TAKEN_IN + " search does not find the tweets of " + author.handle());
          }
          LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
      }
    } catch (IOException e) {
      throw new BenchException("Search can't be asked: " + e, e);
    }
  }
}
