package dev.twite.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes messages as Telegram's Bot API does (https://core.telegram.org/bots/api#sendmessage), from
 * one bot, and the calls that keep a dead-man's switch quiet.
 */
final class TelegramStandIn implements AutoCloseable {
  static final String TOKEN = "4711:stand-in";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();

  /**
   * What the chat sees.
   *
   * @param silent without a sound
   */
  record Message(String chat, String text, boolean silent) {}

  TelegramStandIn() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.createContext("/bot" + TOKEN + "/sendMessage", this::send);
    server.createContext("/alive", this::alive);
    server.start();
  }

  URI api() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Where the dead-man's switch is called. */
  URI alive() {
    return api().resolve("/alive");
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /** How often the dead-man's switch was called. */
  int calls() {
    return calls.get();
  }

  private void send(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    messages.add(
        new Message(
            body.path("chat_id").asText(),
            body.path("text").asText(),
            body.path("disable_notification").asBoolean()));
    answer(
        exchange,
        "{\"ok\":true,\"result\":{\"message_id\":1,\"date\":1,\"chat\":{\"id\":1,\"type\":\"group\"}}}");
  }

  private void alive(HttpExchange exchange) throws IOException {
    calls.incrementAndGet();
    answer(exchange, "OK");
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
