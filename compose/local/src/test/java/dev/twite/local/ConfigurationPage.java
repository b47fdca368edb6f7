package dev.twite.local;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import dev.twite.common.config.ConfigKey;
import dev.twite.common.config.ConfigReader;
import dev.twite.common.config.Form;
import dev.twite.common.grpc.Transport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The tables of docs/configuration.md, from what the services' configuration classes read. */
final class ConfigurationPage {
  /** What a shared setting is about, by how its name begins; the rest belongs to no such topic. */
  private static final Map<String, String> TOPICS = new LinkedHashMap<>();

  private static final String EVERY_PROCESS = "Every process";

  static {
    for (String start : List.of("SERVICE", "NODE", "INSTANCE", "LOG")) {
      TOPICS.put(start, EVERY_PROCESS);
    }
    TOPICS.put("OPS", "The operations port");
    TOPICS.put("GRPC", "gRPC");
    TOPICS.put("PG", "PostgreSQL");
    TOPICS.put("REDIS", "Redis");
    TOPICS.put("KAFKA", "Kafka");
    TOPICS.put("CLICKHOUSE", "ClickHouse");
    TOPICS.put("HTTP", "REST");
    TOPICS.put("CORS", "REST");
    TOPICS.put("SOCKETS", "WebSockets");
    TOPICS.put("LIMITS", "Limits");
    TOPICS.put("LIMIT", "Limits");
    TOPICS.put("TRACING", "Tracing");
    TOPICS.put("TRACE", "Tracing");
    TOPICS.put("OTLP", "Tracing");
  }

  private static final String OTHER = "Other";

  /** Settings of one service whose names say what they are about, so that nobody adds its name. */
  private static final Pattern SAYS_ITSELF =
      Pattern.compile("TWITE_(PUBLIC_URL|(MAIL|SMTP|SMS|LOKI|IMPRESSION|PASSWORD)_.*)");

  private static final Pattern NAME = Pattern.compile("\\b[A-Z]{2,}[0-9]*(_[A-Z0-9]+)+(=\\w+)?");

  private final List<LocalService> services;
  private final Map<String, List<ReadSetting>> byName = new LinkedHashMap<>();

  ConfigurationPage(List<LocalService> services) {
    this.services = services;
    for (LocalService service : services) {
      for (ReadSetting setting : ReadSetting.of(service)) {
        byName.computeIfAbsent(setting.key().name(), name -> new ArrayList<>()).add(setting);
      }
    }
  }

  /** Of what several services read, by topic. */
  String shared() {
    Map<String, StringBuilder> topics = new LinkedHashMap<>();
    TOPICS.values().forEach(title -> topics.putIfAbsent(title, new StringBuilder()));
    topics.put(OTHER, new StringBuilder());
    byName.forEach(
        (name, readers) -> {
          if (isShared(readers)) {
            String start = name.substring("TWITE_".length()).split("_", 2)[0];
            topics.get(TOPICS.getOrDefault(start, OTHER)).append(sharedRow(name, readers));
          }
        });
    topics.get("gRPC").append(addressRow());
    StringBuilder page = new StringBuilder();
    topics.forEach(
        (title, rows) -> {
          if (!rows.isEmpty()) {
            page.append("\n### ")
                .append(title)
                .append("\n| variable | default | is | read by |\n| --- | --- | --- | --- |\n")
                .append(rows);
          }
        });
    return page.toString();
  }

  /** Of what each service alone reads. */
  String own() {
    StringBuilder page = new StringBuilder();
    for (LocalService service : services) {
      StringBuilder rows = new StringBuilder();
      byName.forEach(
          (name, readers) -> {
            String shown = ownName(service, name);
            if (!isShared(readers) && !(byName.containsKey(shown) && !shown.equals(name))) {
              readers.stream()
                  .filter(reader -> reader.service().equals(service.name()))
                  .forEach(reader -> rows.append(row(shown, cell(reader), meaning(reader.key()))));
            }
          });
      page.append("\n### ").append(service.title()).append('\n');
      page.append(
          rows.isEmpty() ? "None.\n" : "| variable | default | is |\n| --- | --- | --- |\n");
      page.append(rows);
    }
    return page.toString();
  }

  /** Of a reader that is no service. */
  static String of(ConfigReader reader) {
    return reader.keys().stream()
        .map(key -> row(key.name(), cell(ReadSetting.always(key)), meaning(key)))
        .collect(joining());
  }

  /** One name may mean two things to two services: then it is each one's own. */
  private static boolean isShared(List<ReadSetting> readers) {
    return readers.size() > 1
        && readers.stream().map(reader -> reader.key().meaning()).distinct().count() == 1;
  }

  private static String ownName(LocalService service, String name) {
    String rest = name.substring("TWITE_".length());
    return SAYS_ITSELF.matcher(name).matches() ? name : service.variable(rest);
  }

  private String sharedRow(String name, List<ReadSetting> readers) {
    String by = readers.size() == services.size() ? "all" : names(readers);
    ConfigKey told =
        readers.stream()
            .map(ReadSetting::key)
            .filter(key -> !key.form().allowed().isEmpty())
            .findFirst()
            .orElse(readers.get(0).key());
    return row(name, defaults(readers), meaning(told) + " | " + by);
  }

  /**
   * Once where it is the same for all; when it is read matters only where something is required.
   */
  private static String defaults(List<ReadSetting> readers) {
    List<String> plain =
        readers.stream()
            .map(reader -> text(reader.key()) + secret(reader.key()))
            .distinct()
            .toList();
    boolean required = readers.stream().anyMatch(reader -> reader.key().fallback().isEmpty());
    if (plain.size() == 1 && !required) {
      return plain.get(0);
    }
    List<String> named =
        readers.stream()
            .map(reader -> text(reader.key()).replace(reader.service(), "<service>"))
            .distinct()
            .toList();
    if (named.size() == 1 && !required) {
      return named.get(0);
    }
    Map<String, List<ReadSetting>> groups =
        readers.stream().collect(groupingBy(ConfigurationPage::cell, LinkedHashMap::new, toList()));
    return groups.size() == 1
        ? groups.keySet().iterator().next()
        : groups.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + names(entry.getValue()) + ")")
            .collect(joining("; "));
  }

  private static String names(List<ReadSetting> readers) {
    return readers.stream().map(ReadSetting::service).sorted().collect(joining(", "));
  }

  /** Where each service finds the others: read for the services that it calls. */
  private String addressRow() {
    ConfigReader reader = new ConfigReader("ctl", Map.of());
    Transport.tcp().channel("tweet", reader);
    ConfigKey key = reader.keys().get(0);
    return row(
        key.name().replace("TWEET", "<SERVICE>"),
        cell(ReadSetting.always(key)).replace("tweet", "<service>"),
        meaning(key).replace("svc-tweet", "that service") + " | those that call it");
  }

  private static String row(String name, String fallback, String meaning) {
    return "| `" + name + "` | " + fallback + " | " + meaning + " |\n";
  }

  private static String cell(ReadSetting setting) {
    return text(setting.key()) + setting.condition() + secret(setting.key());
  }

  private static String text(ConfigKey key) {
    return key.fallback().map(value -> fallback(key, value)).orElse("**required**");
  }

  private static String secret(ConfigKey key) {
    return key.form().kind() == Form.Kind.SECRET ? ", secret" : "";
  }

  private static String fallback(ConfigKey key, String value) {
    if (key.isDerived()) {
      return value;
    }
    return value.isEmpty() ? "empty" : "`" + value + "`";
  }

  private static String meaning(ConfigKey key) {
    String text = NAME.matcher(key.meaning()).replaceAll("`$0`").replace("|", "\\|");
    String allowed = key.form().allowed();
    if (allowed.isEmpty()) {
      return text;
    }
    boolean words = key.form().kind() == Form.Kind.CHOICE || key.form().kind() == Form.Kind.FLAG;
    return text + "; " + (words ? "one of `" + allowed.replace(", ", "`, `") + "`" : allowed);
  }
}
