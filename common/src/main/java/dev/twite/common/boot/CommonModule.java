package dev.twite.common.boot;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.grpc.Transport;
import dev.twite.common.id.IdSource;
import dev.twite.common.identity.CallTokens;
import dev.twite.common.identity.Sealer;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.ops.HealthCheck;
import dev.twite.common.ops.OpsConfig;
import dev.twite.common.ops.OpsServer;
import dev.twite.common.reconcile.ReconcileHandler;
import dev.twite.common.reconcile.Reconciler;
import java.time.Clock;

/** What every service has: identity, time, ids, metrics, the operations port. */
final class CommonModule extends AbstractModule {
  private final Platform platform;
  private final ConfigReader config;
  private final ServiceIdentity identity;
  private final OpsConfig ops;
  private final GrpcConfig grpc;
  private final int node;
  private final Metrics metrics;

  CommonModule(Platform platform, ConfigReader config, Metrics metrics) {
    this.metrics = metrics;
    this.platform = platform;
    this.config = config;
    this.identity = ServiceIdentity.from(config);
    this.ops = OpsConfig.from(config);
    this.grpc = GrpcConfig.from(config);
    this.node = IdSource.nodeFrom(config);
  }

  @Override
  protected void configure() {
    bind(ServiceIdentity.class).toInstance(identity);
    bind(CallTokens.class).toInstance(new CallTokens(identity, platform.clock()));
    bind(Sealer.class).toInstance(new Sealer(identity));
    bind(Clock.class).toInstance(platform.clock());
    bind(IdSource.class).toInstance(new IdSource(platform.clock(), node));
    bind(Transport.class).toInstance(platform.transport());
    bind(ConfigReader.class).toInstance(config);
    bind(GrpcConfig.class).toInstance(grpc);
    bind(OpsConfig.class).toInstance(ops);
    bind(Metrics.class).toInstance(metrics);
    bind(OpsServer.class).in(Singleton.class);
    Multibinder.newSetBinder(binder(), HealthCheck.class);
    Multibinder.newSetBinder(binder(), Reconciler.class);
    bind(ReconcileHandler.class).in(Singleton.class);
  }
}
