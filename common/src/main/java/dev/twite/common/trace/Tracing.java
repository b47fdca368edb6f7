package dev.twite.common.trace;

import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.Version;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.semconv.ServiceAttributes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The traces of one service: an SDK of its own, so that its spans bear its name also where sixteen
 * services are one process.
 *
 * <p>Whether a trace is recorded is decided once, where it begins, before anything is made for it;
 * everything behind follows the flag. A span that exists is one that is exported.
 */
public final class Tracing implements AutoCloseable {
  private static final int LONGEST_VALUE = 256;
  static final int MOST_LINKS = 64;
  private static final Tracing OFF = new Tracing(0, null, null, null);

  private final double share;
  private final Tracer tracer;
  private final SdkTracerProvider sdk;
  private final SpanQueue queue;

  private Tracing(double share, Tracer tracer, SdkTracerProvider sdk, SpanQueue queue) {
    this.share = share;
    this.tracer = tracer;
    this.sdk = sdk;
    this.queue = queue;
  }

  /** Records nothing. */
  public static Tracing off() {
    return OFF;
  }

  /**
   * A service's, until it is closed.
   *
   * @param instance which of the service's processes
   */
  public static Tracing open(TraceConfig config, String instance, Metrics metrics) {
    if (config.mode() == TraceConfig.Mode.OFF) {
      return OFF;
    }
    SpanQueue queue = SpanQueue.open(config.endpoint());
    Resource resource =
        Resource.getDefault().toBuilder()
            .put(ServiceAttributes.SERVICE_NAME, "svc-" + metrics.service())
            .put(ServiceAttributes.SERVICE_VERSION, Version.current())
            .put(ServiceAttributes.SERVICE_INSTANCE_ID, instance)
            .build();
    SdkTracerProvider sdk =
        SdkTracerProvider.builder()
            .setResource(resource)
            // What is not to be recorded never gets here.
            .setSampler(Sampler.alwaysOn())
            .setSpanLimits(
                SpanLimits.builder()
                    .setMaxAttributeValueLength(LONGEST_VALUE)
                    .setMaxNumberOfLinks(MOST_LINKS)
                    .build())
            .addSpanProcessor(queue.processor(metrics))
            .build();
    return new Tracing(config.share(), sdk.get("dev.twite"), sdk, queue);
  }

  public boolean isOn() {
    return tracer != null;
  }

  /**
   * A request from outside. It goes on with the trace that the client names, but whether it is
   * recorded is drawn here: by a number of ours, not by the client's flag nor by the trace id,
   * which the client chooses too. So nobody can have everything recorded.
   */
  TraceSpan outside(String name, Optional<String> traceparent) {
    Optional<Traceparent> named = traceparent.flatMap(Traceparent::of);
    if (!isDrawn()) {
      return TraceSpan.carried(
          named.map(client -> client.sampled(false).toString()).orElseGet(Traceparent::unsampled));
    }
    return begin(name, SpanKind.SERVER, named, List.of());
  }

  /**
   * Work for another part of Twite, which has decided for the whole trace. Where it names none, the
   * trace begins here.
   */
  TraceSpan inside(String name, SpanKind kind, String traceparent) {
    if (tracer == null) {
      return TraceSpan.carried(traceparent);
    }
    if (traceparent == null) {
      return isDrawn() ? begin(name, kind, Optional.empty(), List.of()) : TraceSpan.NONE;
    }
    return continued(name, kind, traceparent);
  }

  /** Recorded if, and only if, that is. */
  TraceSpan continued(String name, SpanKind kind, String traceparent) {
    if (tracer == null || !Traceparent.isSampled(traceparent)) {
      return TraceSpan.carried(traceparent);
    }
    return begin(name, kind, Traceparent.of(traceparent), List.of());
  }

  /**
   * Work for many at once: a trace of its own, recorded if any of theirs is, with links to them.
   */
  TraceSpan joined(String name, SpanKind kind, List<String> traceparents) {
    if (tracer == null) {
      return TraceSpan.carried("");
    }
    List<Traceparent> recorded =
        traceparents.stream()
            .filter(Traceparent::isSampled)
            .distinct()
            .limit(MOST_LINKS)
            .flatMap(header -> Traceparent.of(header).stream())
            .toList();
    return recorded.isEmpty()
        ? TraceSpan.carried("")
        : begin(name, kind, Optional.empty(), recorded);
  }

  private boolean isDrawn() {
    return tracer != null && ThreadLocalRandom.current().nextDouble() < share;
  }

  private TraceSpan begin(
      String name, SpanKind kind, Optional<Traceparent> parent, List<Traceparent> links) {
    SpanBuilder span = tracer.spanBuilder(name).setSpanKind(kind);
    if (parent.isPresent()) {
      span.setParent(Context.root().with(Span.wrap(remote(parent.get()))));
    } else {
      span.setNoParent();
    }
    links.forEach(link -> span.addLink(remote(link)));
    return TraceSpan.recorded(tracer, span);
  }

  private static SpanContext remote(Traceparent other) {
    return SpanContext.createFromRemoteParent(
        other.traceId(), other.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
  }

  /** What has ended until now still goes out, if the collector takes it within five seconds. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.close();
      queue.close();
    }
  }
}
