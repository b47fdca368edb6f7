package dev.twite.websocket;

import dev.twite.websocket.store.StreamCursor;
import java.util.function.LongFunction;

/**
 * An event, ready for its readers.
 *
 * @param at its place in the Stream; null for one that is not kept
 * @param frame what a reader gets; null when it is not for him
 */
record Delivery(StreamCursor at, LongFunction<String> frame) {
  /** One that nobody gets, but whose place counts. */
  static Delivery nothing(StreamCursor at) {
    return new Delivery(at, reader -> null);
  }
}
