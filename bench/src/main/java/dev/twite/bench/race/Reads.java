package dev.twite.bench.race;

import dev.twite.bench.BenchException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Many GETs of the same kind, by wrk where it is there, else by {@link WireLoad}. */
final class Reads {
  private final Wrk wrk;

  /**
   * @param wrk null to do without
   */
  Reads(Wrk wrk) {
    this.wrk = wrk;
  }

  /** One of the GETs. */
  record Read(String path, String token) {}

  String tool() {
    return wrk == null ? "Java" : "wrk";
  }

  Measured run(URI server, List<Read> reads, int connections, Duration time) {
    if (wrk == null) {
      List<Requests.Request> ready =
          reads.stream()
              .map(read -> WireConnection.request("GET", read.path(), read.token(), null))
              .map(bytes -> new Requests.Request(bytes, 200))
              .toList();
      return new WireLoad(server, connections, random -> ready.get(random.nextInt(ready.size())))
          .closed(time);
    }
    try {
      Path file = Files.createTempFile("reads", ".txt");
      try {
        Files.write(file, reads.stream().map(read -> read.path() + " " + read.token()).toList());
        return wrk.run(server, file, connections, time);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new BenchException("Can't write the requests for wrk: " + e.getMessage(), e);
    }
  }
}
