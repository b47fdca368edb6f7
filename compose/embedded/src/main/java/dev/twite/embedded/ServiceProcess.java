package dev.twite.embedded;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of Twite's own services in a JVM of its own; ready when its operations port says so. */
public final class ServiceProcess extends ServerProcess {
  private static final int PROBE_MILLIS = 2_000;

  private final Run run;

  /**
   * How one service is run.
   *
   * @param name as it is called in messages and files, e.g. {@code svc-tweet}
   * @param opsPort answers {@code /readyz}
   * @param otherPorts what else it listens on
   * @param javaArguments everything after {@code java}
   * @param environment settings, the only {@code TWITE_*} variables that it gets
   */
  public record Run(
      String name,
      int opsPort,
      List<Integer> otherPorts,
      List<String> javaArguments,
      Map<String, String> environment) {
    public Run {
      otherPorts = List.copyOf(otherPorts);
      javaArguments = List.copyOf(javaArguments);
      environment = Map.copyOf(environment);
    }

    /** Without the settings: passwords are among them. */
    @Override
    public String toString() {
      return "Run[name=" + name + ", opsPort=" + opsPort + "]";
    }
  }

  public ServiceProcess(Path dataDir, Run run) {
    super(run.name(), dataDir, run.opsPort());
    this.run = run;
  }

  @Override
  List<Integer> ports() {
    List<Integer> all = new ArrayList<>(run.otherPorts());
    all.add(run.opsPort());
    return all;
  }

  @Override
  List<String> prepare() {
    List<String> command = new ArrayList<>(List.of(ChildCommand.java()));
    command.addAll(run.javaArguments());
    return command;
  }

  @Override
  Map<String, String> environment() {
    return run.environment();
  }

  @Override
  Optional<String> notReadyBecause() {
    try {
      URI readyz = URI.create("http://127.0.0.1:" + run.opsPort() + "/readyz");
      HttpURLConnection connection = (HttpURLConnection) readyz.toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == HttpURLConnection.HTTP_OK
          ? Optional.empty()
          : Optional.of(readyz + " answers " + status);
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The service lets its requests finish, then ends. */
  @Override
  String stopSignal() {
    return "TERM";
  }
}
