package dev.twite.common.http;

/** One route of a REST interface; a class each, named after what it does: {@code PostTweet}. */
public interface Endpoint {
  Route route();

  /** Answers a request; errors are thrown as {@code TwiteException} and written by the server. */
  Response handle(Request request);
}
