package dev.twite.common.limit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** All rules as they hold at a moment. */
public final class Rules {
  private static final Rules NONE = new Rules(List.of());
  private static final Rules BUILT_IN = readBuiltIn();

  private final Map<String, Rule> byName = new TreeMap<>();
  private final String version;
  // Filled as routes are asked for; a gateway has a fixed number of them.
  private final Map<String, List<Rule>> byRoute = new ConcurrentHashMap<>();

  public Rules(Collection<Rule> rules) {
    rules.forEach(rule -> byName.put(rule.name(), rule));
    this.version =
        Hashing.sha256().hashString(byName.values().toString(), UTF_8).toString().substring(0, 16);
  }

  /** Those of {@code limit/rules.yaml}: what holds where nobody says otherwise. */
  public static Rules builtIn() {
    return BUILT_IN;
  }

  /** The same for the same rules, in every process. */
  public String version() {
    return version;
  }

  /** All of them, by name. */
  public List<Rule> all() {
    return List.copyOf(byName.values());
  }

  public Optional<Rule> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The rules of a route: those with the pattern that fits it best.
   *
   * @param route method and path, {@code GET /v1/users/{id}}
   */
  public List<Rule> of(String route) {
    List<Rule> known = byRoute.get(route);
    return known == null ? byRoute.computeIfAbsent(route, this::search) : known;
  }

  private List<Rule> search(String route) {
    List<Rule> found = new ArrayList<>();
    Optional<RoutePattern> best = Optional.empty();
    for (Rule rule : byName.values()) {
      Optional<RoutePattern> fit =
          rule.routes().stream()
              .map(text -> RoutePattern.parse(text).orElseThrow())
              .filter(pattern -> pattern.matches(route))
              .max(RoutePattern.BY_FIT);
      if (fit.isEmpty()) {
        continue;
      }
      int better = best.isEmpty() ? 1 : RoutePattern.BY_FIT.compare(fit.get(), best.get());
      if (better > 0) {
        found.clear();
        best = fit;
      }
      if (better >= 0) {
        found.add(rule);
      }
    }
    return List.copyOf(found);
  }

  private static Rules readBuiltIn() {
    try {
      return RuleFile.read(
          Resources.toString(Resources.getResource("limit/rules.yaml"), UTF_8), NONE);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
