package dev.twite.common.http;

import java.time.Duration;

/** One route of a REST interface; a class each, named after what it does: {@code PostTweet}. */
public interface Endpoint {
  Route route();

  /** Answers a request; errors are thrown as {@code TwiteException} and written by the server. */
  Response handle(Request request);

  /**
   * How long one may take whose body comes or goes as a stream; zero, as usual: none does, and the
   * server's own deadline holds. Streams have places of their own ({@link HttpConfig#maxStreams}):
   * slow ones keep nobody else out.
   */
  default Duration streamsFor() {
    return Duration.ZERO;
  }
}
