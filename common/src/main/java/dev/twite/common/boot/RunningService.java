package dev.twite.common.boot;

import ch.qos.logback.classic.LoggerContext;
import com.google.inject.Binder;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Module;
import com.google.inject.Stage;
import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.log.LineShipper;
import dev.twite.common.log.LogConfig;
import dev.twite.common.log.LogScope;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.OpsServer;
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

  private RunningService(
      String name,
      Injector injector,
      Lifecycle lifecycle,
      OpsServer ops,
      LogScope scope,
      Optional<LineShipper> shipper) {
    this.name = name;
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
    Module common = new CommonModule(platform, config, metrics);
    LogConfig logs = LogConfig.from(config);
    Module own = spec.module(config);
    config.finish();
    Optional<LineShipper> shipper = logs.kafka().map(kafka -> LineShipper.open(kafka, metrics));
    LogScope scope =
        new LogScope(
            spec.name(),
            logs.instance(),
            logs.share(),
            shipper.isPresent() ? shipper.get() : l -> {});
    boolean up = false;
    try {
      RunningService service = scope.call(() -> start(spec, common, own, scope, shipper));
      up = true;
      return service;
    } finally {
      if (!up) {
        stopShipping(shipper);
      }
    }
  }

  private static RunningService start(
      ServiceSpec spec, Module common, Module own, LogScope scope, Optional<LineShipper> shipper)
      throws Exception {
    long begin = System.nanoTime();
    Lifecycle lifecycle = new Lifecycle();
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            RunningService::strict,
            lifecycle.module(),
            binder -> binder.bind(LogScope.class).toInstance(scope),
            common,
            own);
    OpsServer ops = injector.getInstance(OpsServer.class);
    lifecycle.start();
    ops.ready(true);
    log.info("svc-{} is ready after {} ms", spec.name(), (System.nanoTime() - begin) / 1_000_000);
    return new RunningService(spec.name(), injector, lifecycle, ops, scope, shipper);
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
}
