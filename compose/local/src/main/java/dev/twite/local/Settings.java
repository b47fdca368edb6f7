package dev.twite.local;

import dev.twite.common.config.ConfigException;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.ValueFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is to be started, and where.
 *
 * @param options from the command line
 * @param services the chosen ones
 * @param ports of this run
 * @param dataDir the run's data, logs and secrets
 * @param env the operator's own environment, with what its files hold; what it sets wins over what
 *     the launcher would set
 */
record Settings(
    Options options,
    List<LocalService> services,
    Ports ports,
    Path dataDir,
    Map<String, String> env) {
  private static final int DEFAULT_BASE = 8080;

  Settings {
    services = List.copyOf(services);
    env = Map.copyOf(env);
  }

  static Settings read(Options options, List<LocalService> all, Map<String, String> env) {
    try {
      return of(options, all, ValueFiles.resolve("local", env));
    } catch (ConfigException faulty) {
      throw new LaunchException(String.join("\n", faulty.faults()), faulty);
    }
  }

  private static Settings of(Options options, List<LocalService> all, Map<String, String> env) {
    ConfigReader config = new ConfigReader("local", env);
    Own own = readOwn(config);
    config.finish();
    return new Settings(
        options,
        options.choose(all),
        new Ports(own.base(), own.http()),
        Path.of(own.dataDir()).toAbsolutePath().normalize(),
        env);
  }

  /** What the launcher alone reads. */
  record Own(int base, int http, String dataDir) {}

  static Own readOwn(ConfigReader config) {
    int base =
        config.integer(
            "PORT_BASE", DEFAULT_BASE, 1024, 65_535 - Ports.COUNT, "the first port of this run");
    int http = config.integer("HTTP_PORT", base, 1, 65_535, "the port of the REST API");
    config.derived("HTTP_PORT", "`TWITE_PORT_BASE`");
    return new Own(
        base, http, config.string("DATA_DIR", ".twite", "the folder for data, logs and secrets"));
  }

  /** The same, but without these services. */
  Settings without(List<String> names) {
    List<LocalService> rest = services.stream().filter(one -> !names.contains(one.name())).toList();
    return new Settings(options, rest, ports, dataDir, env);
  }

  /** Where the logs are. */
  Path logs() {
    return dataDir.resolve("log");
  }
}
