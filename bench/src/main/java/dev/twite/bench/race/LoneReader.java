package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** One connection that reads, one request after the other: time alone, not rate. */
final class LoneReader implements AutoCloseable {
  private final WireConnection connection;

  LoneReader(URI server) {
    try {
      connection = new WireConnection(server);
    } catch (IOException e) {
      throw new BenchException(server + " does not answer: " + e, e);
    }
  }

  /**
   * Something that is read again and again.
   *
   * @param prepare what has to be done before each read, outside of its time
   * @param requests taken in turn
   * @param times how often in a round
   */
  record Read(String name, Runnable prepare, List<Requests.Request> requests, int times) {
    Read(String name, List<Requests.Request> requests, int times) {
      this(name, () -> {}, requests, times);
    }
  }

  /**
   * Of one round.
   *
   * @param millis the median of the good ones; NaN without one
   */
  record Round(double millis, long errors) {}

  Round read(Read read) {
    List<Double> millis = new ArrayList<>();
    long errors = 0;
    for (int i = 0; i < read.times(); i++) {
      Requests.Request request = read.requests().get(i % read.requests().size());
      read.prepare().run();
      long begin = System.nanoTime();
      try {
        int status = connection.exchange(request.bytes());
        long took = System.nanoTime() - begin;
        if (request.isAnsweredBy(status, connection)) {
          millis.add(took / 1e6);
        } else {
          errors++;
        }
      } catch (IOException e) {
        throw new BenchException("Broken off while reading: " + read.name(), e);
      }
    }
    return new Round(millis.isEmpty() ? Double.NaN : Row.median(millis), errors);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (IOException gone) {
      // It is not used again either way.
      return;
    }
  }
}
