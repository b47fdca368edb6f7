package dev.twite.common.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The fields of one rule in a file. */
final class RuleFields {
  private static final Set<String> KNOWN =
      Set.of("capacity", "period", "unit", "by", "when_away", "routes");
  private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,15})(KiB|MiB|GiB)?");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final long MOST_A_MILLISECOND = 1_000;

  private final String rule;
  private final Map<String, Node> fields;
  private final Optional<Rule> known;
  private final Faults faults;

  /** Where faults go. */
  interface Faults {
    void add(Node at, String field, String problem);
  }

  RuleFields(String rule, Map<String, Node> fields, Optional<Rule> known, Faults faults) {
    this.rule = rule;
    this.fields = fields;
    this.known = known;
    this.faults = faults;
  }

  /** The rule; empty when it lacks something, which is a fault. */
  Optional<Rule> read(Node at) {
    Set<String> unknown = new TreeSet<>(fields.keySet());
    unknown.removeAll(KNOWN);
    for (String name : unknown) {
      fault(name, "unknown; a rule has " + String.join(", ", new TreeSet<>(KNOWN)));
    }
    Rule.Unit unit = choice("unit", Rule.Unit.class, known.map(Rule::unit), Rule.Unit.REQUESTS);
    Optional<Long> capacity =
        field(
                "capacity",
                text -> amount(text, unit),
                "a number of at least 1, for bytes also 64KiB, 5MiB, 2GiB")
            .or(() -> known.map(Rule::capacity));
    Optional<Duration> period =
        field("period", RuleFields::time, "a time from 1s to 366d such as 30s, 15m, 3h, 1d")
            .or(() -> known.map(Rule::period));
    Rule.By by = choice("by", Rule.By.class, known.map(Rule::by), Rule.By.TOKEN);
    Rule.WhenAway away =
        choice("when_away", Rule.WhenAway.class, known.map(Rule::whenAway), Rule.WhenAway.OPEN);
    List<String> routes = routes();
    if (capacity.isEmpty() || period.isEmpty()) {
      if (!fields.containsKey("capacity") || !fields.containsKey("period")) {
        faults.add(at, rule, "a new rule has a capacity and a period");
      }
      return Optional.empty();
    }
    // Below a millionth of a second apart, what is counted would drown in rounding.
    if (capacity.get() > period.get().toMillis() * MOST_A_MILLISECOND) {
      String name =
          fields.containsKey("period") && !fields.containsKey("capacity") ? "period" : "capacity";
      faults.add(
          fields.getOrDefault(name, at),
          rule + "." + name,
          "more than 1,000 a millisecond: a smaller capacity or a longer period");
    }
    return Optional.of(new Rule(rule, capacity.get(), period.get(), unit, by, away, routes));
  }

  private List<String> routes() {
    Node node = fields.get("routes");
    if (node == null) {
      return known.map(Rule::routes).orElse(List.of());
    }
    if (!(node instanceof SequenceNode list)) {
      fault("routes", "is no list of routes such as [POST /v1/tweets]");
      return List.of();
    }
    List<String> routes = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node item : list.getValue()) {
      String text = item instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (RoutePattern.parse(text).isEmpty()) {
        faults.add(
            item,
            rule + ".routes",
            "'" + text + "' is no route such as POST /v1/tweets or GET /v1/search/*");
      } else if (!seen.add(text)) {
        faults.add(item, rule + ".routes", "'" + text + "' is there twice");
      } else {
        routes.add(text);
      }
    }
    return routes;
  }

  private <E extends Enum<E>> E choice(String name, Class<E> type, Optional<E> known, E fallback) {
    List<String> words = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    Function<String, Optional<E>> parser =
        text ->
            words.contains(text)
                ? Optional.of(Enum.valueOf(type, text.toUpperCase(Locale.ROOT)))
                : Optional.empty();
    return field(name, parser, "one of " + String.join(", ", words))
        .or(() -> known)
        .orElse(fallback);
  }

  private <T> Optional<T> field(String name, Function<String, Optional<T>> parser, String meaning) {
    Node node = fields.get(name);
    if (node == null) {
      return Optional.empty();
    }
    String text = node instanceof ScalarNode scalar ? scalar.getValue() : "a list";
    Optional<T> value = parser.apply(text);
    if (value.isEmpty()) {
      fault(name, "'" + text + "' is not " + meaning);
    }
    return value;
  }

  private void fault(String name, String problem) {
    faults.add(fields.get(name), rule + "." + name, problem);
  }

  private static Optional<Long> amount(String text, Rule.Unit unit) {
    Matcher match = AMOUNT.matcher(text);
    if (!match.matches() || (match.group(2) != null && unit != Rule.Unit.BYTES)) {
      return Optional.empty();
    }
    int shift =
        match.group(2) == null
            ? 0
            : switch (match.group(2)) {
              case "KiB" -> 10;
              case "MiB" -> 20;
              default -> 30;
            };
    long number = Long.parseLong(match.group(1));
    boolean fits = number >= 1 && number <= Long.MAX_VALUE >> shift;
    return fits ? Optional.of(number << shift) : Optional.empty();
  }

  private static Optional<Duration> time(String text) {
    Matcher match = TIME.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(match.group(1));
    Duration time =
        switch (match.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    return time.isPositive() && time.compareTo(LONGEST) <= 0 ? Optional.of(time) : Optional.empty();
  }
}
