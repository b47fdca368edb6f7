package dev.twite.common.boot;

import ch.qos.logback.classic.LoggerContext;
import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigKey;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.Transport;
import dev.twite.common.log.LineShipper;
import dev.twite.common.log.LogConfig;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.OpsServer;
import dev.twite.common.trace.TraceConfig;
import dev.twite.common.trace.Tracing;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A service that is up. Closing it takes it down: readiness off first, doors, workers, then
 * connections.
 */
public final class RunningService implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningService.class);

  private final String name;
  private final Injector injector;
  private final Lifecycle lifecycle;
  private final OpsServer ops;
  private final LogScope scope;
  private final Optional<LineShipper> shipper;
  private final Tracing tracing;

  private RunningService(
      String name,
      Injector injector,
      Lifecycle lifecycle,
      OpsServer ops,
      LogScope scope,
      Optional<LineShipper> shipper,
      Tracing tracing) {
    this.name = name;
    this.tracing = tracing;
    this.scope = scope;
    this.shipper = shipper;
    this.injector = injector;
    this.lifecycle = lifecycle;
    this.ops = ops;
  }

  /**
   * Starts a service and returns when it is ready.
   *
   * @throws ConfigException with every fault of the configuration
   * @throws Exception when a component can't start; what had started is stopped again
   */
  public static RunningService start(ServiceSpec spec, Platform platform) throws Exception {
    ConfigReader config = new ConfigReader(spec.name(), platform.env());
    Metrics metrics = new Metrics(spec.name());
    Parts parts = Parts.read(spec, platform, config, metrics);
    LogConfig logs = parts.logs();
    config.finish();
    Optional<LineShipper> shipper = logs.kafka().map(kafka -> LineShipper.open(kafka, metrics));
    LogScope scope =
        new LogScope(
            spec.name(),
            logs.instance(),
            logs.share(),
            shipper.isPresent() ? shipper.get() : l -> {});
    Tracing tracing = Tracing.open(parts.traces(), logs.instance(), metrics);
    boolean up = false;
    try {
      RunningService service =
          scope.call(() -> start(spec, parts.common(), parts.own(), scope, shipper, tracing));
      up = true;
      return service;
    } finally {
      if (!up) {
        tracing.close();
        stopShipping(shipper);
      }
    }
  }

  private static RunningService start(
      ServiceSpec spec,
      Module common,
      Module own,
      LogScope scope,
      Optional<LineShipper> shipper,
      Tracing tracing)
      throws Exception {
    long begin = System.nanoTime();
    Lifecycle lifecycle = new Lifecycle();
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            RunningService::strict,
            lifecycle.module(),
            binder -> binder.bind(LogScope.class).toInstance(scope),
            binder -> binder.bind(Tracing.class).toInstance(tracing),
            common,
            own);
    OpsServer ops = injector.getInstance(OpsServer.class);
    lifecycle.start();
    ops.ready(true);
    log.info("svc-{} is ready after {} ms", spec.name(), (System.nanoTime() - begin) / 1_000_000);
    return new RunningService(spec.name(), injector, lifecycle, ops, scope, shipper, tracing);
  }

  /** Every setting that a start in such an environment reads, for the reference page. */
  public static List<ConfigKey> settings(ServiceSpec spec, Map<String, String> env) {
    ConfigReader config = new ConfigReader(spec.name(), env);
    Platform platform = new Platform(env, Transport.tcp(), Clock.systemUTC());
    Parts.read(spec, platform, config, new Metrics(spec.name()));
    return config.keys();
  }

  /** Runs a service until the process is asked to end: the body of every {@code XMain}. */
  public static void main(ServiceSpec spec) {
    try {
      RunningService service = start(spec, Platform.ofProcess());
      Runtime.getRuntime()
          .addShutdownHook(Thread.ofPlatform().name("shutdown").unstarted(service::close));
      Thread.currentThread().join();
    } catch (ConfigException faulty) {
      log.error("svc-{} can't start, its configuration is faulty", spec.name());
      // A line each: a line break would not be one in the log.
      faulty.faults().forEach(log::error);
      giveUp(2);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (Exception failed) {
      log.error("svc-{} can't start", spec.name(), failed);
      giveUp(1);
    }
  }

  /** Log lines are written by another thread: without waiting for it nobody would learn why. */
  private static void giveUp(int exitCode) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.stop();
    }
    Runtime.getRuntime().halt(exitCode);
  }

  public String name() {
    return name;
  }

  /** For tests: the instance of a bound type. */
  public <T> T get(Class<T> type) {
    return injector.getInstance(type);
  }

  /** For tests: the instance of a bound type with a qualifier. */
  public <T> T get(Key<T> key) {
    return injector.getInstance(key);
  }

  @Override
  public void close() {
    MDC.clear();
    scope.run(
        () -> {
          ops.ready(false);
          lifecycle.stop();
          log.info("svc-{} has stopped", name);
        });
    tracing.close();
    stopShipping(shipper);
  }

  private static void stopShipping(Optional<LineShipper> shipper) {
    try {
      if (shipper.isPresent()) {
        shipper.get().close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  // Guice "features" that hide mistakes.
  private static void strict(Binder binder) {
    binder.disableCircularProxies();
    binder.requireExplicitBindings();
    binder.requireExactBindingAnnotations();
    binder.requireAtInjectOnConstructors();
  }

  /** What a start makes of the configuration: all of it is read here. */
  private record Parts(Module common, LogConfig logs, TraceConfig traces, Module own) {
    static Parts read(ServiceSpec spec, Platform platform, ConfigReader config, Metrics metrics) {
      Module common = new CommonModule(platform, config, metrics);
      LogConfig logs = LogConfig.from(config);
      TraceConfig traces = TraceConfig.from(config);
      return new Parts(common, logs, traces, spec.module(config));
    }
  }
}
