package dev.twite.common.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** A collector of traces, as far as services see one: OTLP over HTTP. Keeps what it is sent. */
public final class TraceCollector implements AutoCloseable {
  private final List<Seen> spans = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  /** A span, and the resource that it is of. */
  public record Seen(Map<String, String> resource, Span span) {
    /** E.g. {@code svc-tweet}. */
    public String service() {
      return resource.get("service.name");
    }

    public String name() {
      return span.getName();
    }

    public Span.SpanKind kind() {
      return span.getKind();
    }

    public String traceId() {
      return HexFormat.of().formatHex(span.getTraceId().toByteArray());
    }

    public String id() {
      return HexFormat.of().formatHex(span.getSpanId().toByteArray());
    }

    /** Empty where it is the first of its trace. */
    public String parent() {
      return HexFormat.of().formatHex(span.getParentSpanId().toByteArray());
    }

    /** As texts. */
    public Map<String, String> attributes() {
      return texts(span.getAttributesList());
    }
  }

  public TraceCollector() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    server.setExecutor(threads);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** For {@code TWITE_OTLP_ENDPOINT}. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Everything so far. */
  public List<Seen> spans() {
    return List.copyOf(spans);
  }

  /** Of one trace. */
  public List<Seen> spansOf(String traceId) {
    return spans.stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** The span of that service and name, if it has come. */
  public Optional<Seen> find(String service, String name) {
    return spans.stream()
        .filter(span -> span.service().equals(service) && span.name().equals(name))
        .findFirst();
  }

  /** All that was sent, byte by byte. */
  public String bytes() {
    synchronized (received) {
      return received.toString(StandardCharsets.ISO_8859_1);
    }
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      synchronized (received) {
        received.writeBytes(body);
      }
      for (ResourceSpans group : ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
        Map<String, String> resource = texts(group.getResource().getAttributesList());
        for (ScopeSpans scope : group.getScopeSpansList()) {
          scope.getSpansList().forEach(span -> spans.add(new Seen(resource, span)));
        }
      }
      // An empty answer is an ExportTraceServiceResponse: all was taken.
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> text(pair.getValue())));
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> Long.toString(value.getIntValue());
      default -> value.toString();
    };
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
