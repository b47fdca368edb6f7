package dev.twite.local;

import dev.twite.common.boot.Platform;
import dev.twite.common.boot.RunningService;
import dev.twite.common.grpc.Transport;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All services in this process: calls between them are handed over without a socket. */
final class OneProcess implements Shape {
  private final Platform platform;
  private final Map<String, RunningService> running = new ConcurrentHashMap<>();

  OneProcess(Map<String, String> env) {
    this.platform = new Platform(env, Transport.inProcess("twite"), Clock.systemUTC());
  }

  @Override
  public void start(LocalService service) throws Exception {
    running.put(service.name(), RunningService.start(service.spec(), platform));
  }

  @Override
  public void stop(LocalService service) {
    RunningService stopping = running.remove(service.name());
    if (stopping != null) {
      stopping.close();
    }
  }
}
