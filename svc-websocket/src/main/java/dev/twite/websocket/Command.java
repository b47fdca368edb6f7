package dev.twite.websocket;

/**
 * What a client says.
 *
 * @param op {@code subscribe}, {@code unsubscribe} or {@code ping}
 * @param channel what to subscribe to or no longer
 * @param since a cursor to go on from; null = from now on
 */
record Command(String op, String channel, String since) {}
