package dev.twite.local;

import dev.twite.embedded.DataDir;
import dev.twite.embedded.Leftovers;
import dev.twite.embedded.PortCheck;
import dev.twite.embedded.ServerExit;
import dev.twite.embedded.ServerProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/**
 * Starts infrastructure, then services; stops them the other way round. Holds the data folder
 * meanwhile.
 */
final class Launcher implements AutoCloseable {
  private final Settings settings;
  private final Progress progress;
  private final BlockingQueue<ServerExit> exits = new LinkedBlockingQueue<>();
  private final DataDir lock;
  private final Infra infra;
  private final Shape shape;
  private Thread starter;
  private boolean closing;
  private boolean closed;

  /** Takes the data folder and ends what a killed launcher left in it; starts nothing yet. */
  Launcher(Settings settings, Progress progress) {
    this.progress = progress;
    this.lock = DataDir.lock(settings.dataDir());
    boolean usable = false;
    try {
      for (Leftovers.Leftover left : Leftovers.endIn(settings.dataDir())) {
        progress.say(
            "Ended %s (pid %d), which an earlier launcher left behind."
                .formatted(left.server(), left.pid()));
      }
      this.settings = ClickHouseNeed.settle(settings, progress);
      List<String> names = new ArrayList<>(Infra.secretNames());
      names.addAll(ServiceEnv.secretNames(this.settings.services()));
      Secrets secrets = Secrets.load(settings.dataDir(), names);
      this.infra = new Infra(this.settings, secrets);
      Map<String, String> env = ServiceEnv.of(this.settings, secrets, infra);
      this.shape =
          settings.options().split()
              ? new ProcessEach(this.settings, env, this::exited)
              : new OneProcess(this.settings.services(), env);
      usable = true;
    } finally {
      if (!usable) {
        lock.close();
      }
    }
  }

  /**
   * Returns when everything is ready.
   *
   * @throws Exception when a part can't start, or has ended meanwhile; close() ends the others
   */
  void start() throws Exception {
    synchronized (this) {
      if (closing) {
        return;
      }
      starter = Thread.currentThread();
    }
    try {
      requirePorts();
      infra.onExit(this::exited);
      infra.start(progress);
      // The door opens last: it needs the others to answer anything.
      startServices(service -> !isDoor(service));
      startServices(Launcher::isDoor);
      infra
          .mailSink()
          .ifPresent(
              sink ->
                  progress.say(
                      "Mail goes nowhere: read it at %s or in %s."
                          .formatted(sink.url(), sink.folder())));
      panel().ifPresent(url -> progress.say("The moderators' panel is at " + url));
      progress.say(readyLine());
    } catch (InterruptedException interrupted) {
      ServerExit exit = exits.peek();
      if (exit != null) {
        throw new LaunchException(exit.message(), interrupted);
      }
      throw interrupted;
    } finally {
      synchronized (this) {
        starter = null;
        notifyAll();
      }
    }
  }

  private void startServices(Predicate<LocalService> which) throws Exception {
    List<Progress.Step> steps = new ArrayList<>();
    for (LocalService service : settings.services()) {
      if (which.test(service)) {
        steps.add(() -> progress.step(service.title(), where(service), () -> shape.start(service)));
      }
    }
    Parallel.run(steps);
  }

  private static boolean isDoor(LocalService service) {
    return service.name().equals("gateway");
  }

  /** Waits until a child ends that nobody asked to. */
  ServerExit awaitExit() throws InterruptedException {
    return exits.take();
  }

  /** Stops everything, also in the middle of a start; returns when no child is left. */
  @Override
  public void close() {
    if (!beginClosing()) {
      return;
    }
    // What called a start off must not call off its clearing away.
    boolean interrupted = Thread.interrupted();
    try {
      // The door first, so that nothing new comes in while the rest finishes.
      List<Progress.Step> rest = new ArrayList<>();
      for (LocalService service : settings.services()) {
        if (isDoor(service)) {
          shape.stop(service);
        } else {
          rest.add(() -> shape.stop(service));
        }
      }
      Parallel.run(rest);
    } catch (Exception failed) {
      progress.say("Stopping the services failed: " + failed.getMessage());
    } finally {
      closeInfra();
    }
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeInfra() {
    try {
      infra.stop();
    } catch (Exception failed) {
      progress.say("Stopping the servers failed: " + failed.getMessage());
    } finally {
      lock.close();
    }
  }

  /** Calls off a start that is under way. False when another thread has closed, or does so. */
  private synchronized boolean beginClosing() {
    boolean first = !closing;
    closing = true;
    try {
      if (first && starter != null && starter != Thread.currentThread()) {
        starter.interrupt();
        while (starter != null) {
          wait();
        }
      }
      while (!first && !closed) {
        wait();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return first;
  }

  private synchronized void exited(ServerExit exit) {
    exits.add(exit);
    if (starter != null) {
      starter.interrupt();
    }
  }

  private void requirePorts() {
    Ports ports = settings.ports();
    for (ServerProcess server : infra.servers()) {
      PortCheck.requireFree(server.port(), server.name());
      if (server.port() == ports.kafka()) {
        PortCheck.requireFree(ports.kafkaController(), server.name() + "'s controller");
      }
      if (server.port() == ports.smtp()) {
        PortCheck.requireFree(ports.mailPage(), server.name() + "'s page");
      }
    }
    for (LocalService service : settings.services()) {
      for (int port : ports.of(service, settings.options().split())) {
        PortCheck.requireFree(port, service.title());
      }
    }
  }

  private String where(LocalService service) {
    String ops = "http://127.0.0.1:" + settings.ports().ops(service) + "/metrics";
    return service.rest() ? ops + "   http://127.0.0.1:" + settings.ports().rest(service) : ops;
  }

  private Optional<String> panel() {
    return settings.services().stream()
        .filter(service -> service.name().equals("admin"))
        .findFirst()
        .map(service -> "http://127.0.0.1:" + settings.ports().rest(service) + "/admin/");
  }

  private String readyLine() {
    return String.format(
        Locale.ROOT,
        "Twite is ready after %.1f s: http://127.0.0.1:%d   (API at /docs; data and logs in %s; Ctrl-C stops it)",
        progress.elapsed().toMillis() / 1000.0,
        settings.ports().http(),
        settings.dataDir());
  }
}
