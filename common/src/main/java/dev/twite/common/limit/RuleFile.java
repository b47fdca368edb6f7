package dev.twite.common.limit;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads rules as people write them; {@code limit/rules.yaml} says how. */
public final class RuleFile {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  private final Rules base;
  private final List<String> faults = new ArrayList<>();

  private RuleFile(Rules base) {
    this.base = base;
  }

  /**
   * Lays a file over other rules: a rule keeps what the file does not say of it.
   *
   * @throws RuleFileException with every fault in it, by line and field
   */
  public static Rules read(String text, Rules base) {
    return new RuleFile(base).read(text);
  }

  private Rules read(String text) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    base.all().forEach(rule -> rules.put(rule.name(), rule));
    for (Map.Entry<String, Node> entry : entries(compose(text), "the file").entrySet()) {
      String name = entry.getKey();
      if (!NAME.matcher(name).matches()) {
        fault(entry.getValue(), name, "is no name of 1 to 40 of a-z, 0-9 and -");
      }
      RuleFields fields =
          new RuleFields(name, entries(entry.getValue(), name), base.find(name), this::fault);
      fields.read(entry.getValue()).ifPresent(rule -> rules.put(name, rule));
    }
    if (!faults.isEmpty()) {
      throw new RuleFileException(faults);
    }
    return new Rules(rules.values());
  }

  private Node compose(String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
    } catch (MarkedYAMLException unreadable) {
      throw new RuleFileException(
          List.of(
              "line "
                  + (unreadable.getProblemMark().getLine() + 1)
                  + ": is no YAML: "
                  + unreadable.getProblem()));
    } catch (YAMLException unreadable) {
      throw new RuleFileException(List.of("line 1: is no YAML: " + unreadable.getMessage()));
    }
  }

  /** Nothing at all is a mapping of nothing. */
  private Map<String, Node> entries(Node node, String what) {
    Map<String, Node> entries = new LinkedHashMap<>();
    if (node == null || (node instanceof ScalarNode none && none.getValue().isEmpty())) {
      return entries;
    }
    if (!(node instanceof MappingNode mapping)) {
      fault(node, what, "is no list of 'name: value'");
      return entries;
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        fault(tuple.getKeyNode(), what, "has a name that is no text");
      } else if (entries.putIfAbsent(key.getValue(), tuple.getValueNode()) != null) {
        fault(key, what, "has '" + key.getValue() + "' twice");
      }
    }
    return entries;
  }

  private void fault(Node at, String field, String problem) {
    faults.add("line " + (at.getStartMark().getLine() + 1) + ": " + field + ": " + problem);
  }
}
