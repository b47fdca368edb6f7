package dev.twite.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.twite.common.config.ConfigKey;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.grpc.GrpcConfig;
import dev.twite.common.id.IdSource;
import dev.twite.common.identity.ServiceIdentity;
import dev.twite.common.log.LogConfig;
import dev.twite.common.ops.OpsConfig;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * compose/docker-compose.yml against the typed configuration: what a container is given is what its
 * service reads, with secrets as {@code make secrets} makes them.
 */
class ComposeFileTest {
  private static final Path COMPOSE = Path.of("..").toAbsolutePath().normalize();
  private static final Path FILE = COMPOSE.resolve("docker-compose.yml");
  private static final ComposeFile DEFAULTS = new ComposeFile(FILE, Map.of());

  /** Read by logback and by the program that starts the JVM, not by the configuration. */
  private static final Set<String> READ_ELSEWHERE =
      Set.of("TWITE_LOG_FORMAT", "TWITE_LOG_LEVEL", "TWITE_HEAP");

  /** What all containers have: not every service is one that needs them. */
  private static final Set<String> OF_ALL =
      Set.of(
          "TWITE_KAFKA_BOOTSTRAP",
          "TWITE_KAFKA_PARTITIONS",
          "TWITE_KAFKA_REPLICATION",
          "TWITE_TRACING",
          "TWITE_OTLP_ENDPOINT",
          "TWITE_TRACE_SAMPLE",
          "TWITE_PUBLIC_URL",
          "TWITE_MEDIA_BASE_URL");

  private static final int MOST_REPLICAS = 10;

  @TempDir static Path secrets;
  @TempDir static Path data;

  @BeforeAll
  static void makeSecrets() throws Exception {
    Process made =
        new ProcessBuilder(COMPOSE.resolve("bin/make-secrets").toString(), secrets.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(made.exitValue()).as(said).isZero();
  }

  static List<LocalService> services() {
    return AllServices.list();
  }

  @Test
  void everyServiceHasAContainer() {
    assertThat(DEFAULTS.of("full"))
        .containsAll(services().stream().map(LocalService::title).toList());
    assertThat(DEFAULTS.of("core")).containsExactly("twite");
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceReadsWhatItsContainerIsGiven(LocalService service) {
    ConfigReader config = new ConfigReader(service.name(), given(DEFAULTS, service.title()));
    readAll(service, config);
    assertThatCode(config::finish).doesNotThrowAnyException();
    Set<String> read =
        config.keys().stream().map(ConfigKey::name).collect(Collectors.toCollection(HashSet::new));
    read.addAll(READ_ELSEWHERE);
    read.addAll(OF_ALL);
    assertThat(DEFAULTS.environment(service.title()).keySet())
        .extracting(variable -> unprefixed(service, variable))
        .as("what svc-" + service.name() + " is given and does not read")
        .isSubsetOf(read);
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceHasTheSecretsThatItReadsAndNoOthers(LocalService service) {
    assertThat(DEFAULTS.secretFiles(service.title()).keySet())
        .containsExactlyInAnyOrderElementsOf(filesIn(DEFAULTS.environment(service.title())));
  }

  @ParameterizedTest
  @MethodSource("services")
  void aServiceHasItsOwnRolesOfTheDatabase(LocalService service) {
    Set<String> roles =
        DEFAULTS.secretFiles(service.title()).values().stream()
            .filter(name -> name.startsWith("pg_"))
            .collect(Collectors.toSet());
    assertThat(roles)
        .isEqualTo(
            service.database()
                ? Set.of("pg_" + service.name() + "_app", "pg_" + service.name() + "_owner")
                : Set.of());
  }

  @Test
  void noTwoProcessesShareANodeNumber() {
    Set<Integer> numbers = new HashSet<>();
    for (int slot = 1; slot <= MOST_REPLICAS; slot++) {
      ComposeFile replicas = new ComposeFile(FILE, Map.of("TWITE_SLOT", Integer.toString(slot)));
      for (LocalService service : services()) {
        Map<String, String> env = given(replicas, service.title());
        ConfigReader config = new ConfigReader(service.name(), env);
        assertThat(numbers.add(IdSource.nodeFrom(config)))
            .as(service.title() + " " + slot)
            .isTrue();
        assertThat(env.get("TWITE_NODE_ID"))
            .isEqualTo("%d%02d".formatted(slot, Ports.number(service)));
      }
    }
    assertThat(numbers).hasSize(MOST_REPLICAS * 16).allMatch(number -> number < 1024);
  }

  @Test
  void theOneProcessReadsWhatItsContainerIsGiven() {
    assertThat(oneProcess(Map.of())).hasSize(14).doesNotContain("analytics", "logger");
    assertThat(
            oneProcess(
                Map.of(
                    "TWITE_CLICKHOUSE_URL", "http://clickhouse:8123",
                    "TWITE_LOKI_URL", "http://loki:3100")))
        .hasSize(16);
    assertThat(DEFAULTS.secretFiles("twite").keySet())
        .containsExactlyInAnyOrderElementsOf(filesIn(DEFAULTS.environment("twite")));
  }

  @Test
  void svcAdminKnowsEveryOperationsPort() {
    String ports = given(DEFAULTS, "svc-admin").get("TWITE_ADMIN_OPS");
    Map<String, String> listed = new TreeMap<>();
    for (String entry : ports.split(",", -1)) {
      String[] pair = entry.strip().split("=", -1);
      listed.put(pair[0], pair[1]);
    }
    Map<String, String> wanted = new TreeMap<>();
    services().forEach(service -> wanted.put(service.name(), service.title() + ":9091"));
    assertThat(listed).isEqualTo(wanted);
  }

  @Test
  void everySecretIsMadeAndHandedToSomebody() throws IOException {
    Map<String, String> named = DEFAULTS.secrets();
    named.forEach((name, file) -> assertThat(file).isEqualTo("secrets/" + name));
    try (var files = Files.list(secrets)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(named.keySet());
    }
  }

  @Test
  void theDatabaseIsPreparedForEveryServiceThatHasOne() throws IOException {
    Matcher loop =
        Pattern.compile("for service in ([a-z ]+); do")
            .matcher(Files.readString(COMPOSE.resolve("postgres/provision.sh")));
    assertThat(loop.find()).isTrue();
    Set<String> owners =
        services().stream()
            .filter(LocalService::database)
            .map(LocalService::name)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(loop.group(1).split(" ")).containsExactlyInAnyOrderElementsOf(owners);
    Set<String> roles = new TreeSet<>(DEFAULTS.secretFiles("postgres-init").values());
    for (String owner : owners) {
      assertThat(roles).contains("pg_" + owner + "_app", "pg_" + owner + "_owner");
    }
    assertThat(roles).hasSize(owners.size() * 2 + 1).contains("postgres_password");
  }

  @Test
  void theSixteenServicesFitIntoFourGibibytes() {
    assertThat(services().stream().mapToInt(service -> DEFAULTS.memory(service.title())).sum())
        .isLessThanOrEqualTo(4096);
  }

  /** The services that the launcher would start in the container, each of which has read it all. */
  private static List<String> oneProcess(Map<String, String> settings) {
    Map<String, String> env = given(new ComposeFile(FILE, settings), "twite");
    Settings asked = Settings.read(Options.parse(List.of("--infra=external")), services(), env);
    Progress silent = new Progress(new PrintStream(PrintStream.nullOutputStream(), true, UTF_8));
    Settings settled = ClickHouseNeed.settle(asked, silent);
    List<String> names = new ArrayList<>(Infra.secretNames());
    names.addAll(ServiceEnv.secretNames(settled.services()));
    Secrets own = Secrets.load(data, names);
    Map<String, String> all = ServiceEnv.of(settled, own, new Infra(settled, own));
    for (LocalService service : settled.services()) {
      ConfigReader config = new ConfigReader(service.name(), all);
      readAll(service, config);
      assertThatCode(config::finish).as(service.title()).doesNotThrowAnyException();
    }
    return settled.services().stream().map(LocalService::name).toList();
  }

  /** As RunningService does, in its order. */
  private static void readAll(LocalService service, ConfigReader config) {
    ServiceIdentity.from(config);
    OpsConfig.from(config);
    GrpcConfig.from(config);
    IdSource.nodeFrom(config);
    LogConfig.from(config);
    service.spec().module(config);
  }

  /** A container's environment, with the files of its secrets where they are here. */
  private static Map<String, String> given(ComposeFile file, String container) {
    Map<String, String> env = new HashMap<>(file.environment(container));
    Map<String, String> files = file.secretFiles(container);
    env.replaceAll(
        (name, value) ->
            files.containsKey(value) ? secrets.resolve(files.get(value)).toString() : value);
    return env;
  }

  private static Set<String> filesIn(Map<String, String> env) {
    return env.entrySet().stream()
        .filter(entry -> entry.getKey().endsWith("_FILE"))
        .map(Map.Entry::getValue)
        .collect(Collectors.toSet());
  }

  /** {@code TWITE_SEARCH_DIR} of svc-search is its {@code TWITE_DIR}. */
  private static String unprefixed(LocalService service, String variable) {
    String name =
        variable.endsWith("_FILE") ? variable.substring(0, variable.length() - 5) : variable;
    String own = service.variable("");
    return name.startsWith(own) && !OF_ALL.contains(name)
        ? "TWITE_" + name.substring(own.length())
        : name;
  }
}
