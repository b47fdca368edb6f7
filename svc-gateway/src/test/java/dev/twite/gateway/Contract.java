package dev.twite.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The committed contract, and whether an answer keeps to it: its status is declared, its body has
 * the declared shape and not one member more (S3).
 */
final class Contract {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

  private final JsonNode root;
  private final Map<String, JsonNode> operations = new TreeMap<>();

  Contract() {
    try {
      root =
          new YAMLMapper().readTree(Resources.toByteArray(Resources.getResource("openapi.yaml")));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          if (METHODS.contains(operation.getKey())) {
                            operations.put(
                                operation.getKey().toUpperCase(java.util.Locale.ROOT)
                                    + " "
                                    + path.getKey(),
                                operation.getValue());
                          }
                        }));
  }

  /** Operations by {@code METHOD path}. */
  Map<String, JsonNode> operations() {
    return operations;
  }

  /** The words that {@code code} of a problem can be. */
  Set<String> errorWords() {
    Set<String> words = new TreeSet<>();
    root.at("/components/schemas/ErrorCode/enum").forEach(word -> words.add(word.asText()));
    return words;
  }

  /** Throws unless the answer is one that the contract has for the operation. */
  void check(String method, String path, Answer answer) {
    JsonNode operation = find(method, path);
    String where = method + " " + path + " -> " + answer.status() + " " + answer.text();
    JsonNode response = resolve(operation.path("responses").path("" + answer.status()));
    if (response.isMissingNode()) {
      throw new AssertionError("Undeclared status: " + where);
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      if (!answer.text().isEmpty()) {
        throw new AssertionError("A body where none is declared: " + where);
      }
      return;
    }
    String contentType = answer.header("Content-Type");
    if (content.propertyStream().noneMatch(type -> contentType.startsWith(type.getKey()))) {
      throw new AssertionError("Content type " + contentType + where);
    }
    content
        .propertyStream()
        .filter(type -> contentType.startsWith(type.getKey()))
        .forEach(
            type -> {
              List<String> faults = new ArrayList<>();
              if (type.getKey().endsWith("json")) {
                validate("", type.getValue().path("schema"), answer.body(), faults, true);
              }
              if (!faults.isEmpty()) {
                throw new AssertionError(faults + " in " + where);
              }
            });
  }

  private JsonNode find(String method, String path) {
    String plain = path.contains("?") ? path.substring(0, path.indexOf('?')) : path;
    for (boolean exact : new boolean[] {true, false}) {
      for (Map.Entry<String, JsonNode> operation : operations.entrySet()) {
        String form =
            exact
                ? Pattern.quote(operation.getKey())
                : operation.getKey().replaceAll("\\{[a-z]+}", "[^/]+");
        if ((method + " " + plain).matches(form)) {
          return operation.getValue();
        }
      }
    }
    throw new AssertionError("No such operation: " + method + " " + path);
  }

  private JsonNode resolve(JsonNode node) {
    String ref = node.path("$ref").asText();
    return ref.isEmpty() ? node : root.at(ref.substring(1));
  }

  private void validate(
      String at, JsonNode declared, JsonNode value, List<String> faults, boolean closed) {
    JsonNode schema = resolve(declared);
    if (schema.has("oneOf")) {
      int held = 0;
      List<String> why = new ArrayList<>();
      for (JsonNode choice : schema.path("oneOf")) {
        List<String> tried = new ArrayList<>();
        validate(at, choice, value, tried, true);
        held += tried.isEmpty() ? 1 : 0;
        why.addAll(tried);
      }
      if (held != 1) {
        faults.add(at + " fits none: " + why);
      }
      return;
    }
    for (JsonNode part : schema.path("allOf")) {
      validate(at, part, value, faults, false);
    }
    checkType(at, schema, value, faults);
    if (value.isObject()) {
      validateObject(at, schema, value, faults, closed);
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        validate(at + "[" + i + "]", schema.path("items"), value.get(i), faults, true);
      }
    }
  }

  private void validateObject(
      String at, JsonNode schema, JsonNode value, List<String> faults, boolean closed) {
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        faults.add(at + "." + name.asText() + " is missing");
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(
            member -> {
              if (value.has(member.getKey())) {
                validate(
                    at + "." + member.getKey(),
                    member.getValue(),
                    value.get(member.getKey()),
                    faults,
                    true);
              }
            });
    Set<String> known = new HashSet<>();
    membersOf(schema, known);
    if (closed && !known.isEmpty()) {
      value
          .fieldNames()
          .forEachRemaining(
              name -> {
                if (!known.contains(name)) {
                  faults.add(at + "." + name + " is not declared");
                }
              });
    }
  }

  private void membersOf(JsonNode declared, Set<String> names) {
    JsonNode schema = resolve(declared);
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    schema.path("allOf").forEach(part -> membersOf(part, names));
  }

  private static void checkType(String at, JsonNode schema, JsonNode value, List<String> faults) {
    Set<String> types = new HashSet<>();
    schema.path("type").forEach(type -> types.add(type.asText()));
    if (schema.path("type").isTextual()) {
      types.add(schema.path("type").asText());
    }
    String actual =
        switch (value.getNodeType()) {
          case STRING -> "string";
          case BOOLEAN -> "boolean";
          case NULL -> "null";
          case ARRAY -> "array";
          case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
          default -> "object";
        };
    if (!types.isEmpty() && !types.contains(actual)) {
      faults.add(at + " is " + actual + ", not " + types);
    }
    if (value.isTextual() && schema.has("pattern")) {
      if (!Pattern.compile(schema.path("pattern").asText()).matcher(value.asText()).find()) {
        faults.add(at + " breaks the pattern");
      }
    }
    if (schema.has("const") && !schema.path("const").equals(value)) {
      faults.add(at + " is not " + schema.path("const"));
    }
    if (schema.has("enum")) {
      Set<JsonNode> allowed = new HashSet<>();
      schema.path("enum").forEach(allowed::add);
      if (!allowed.contains(value)) {
        faults.add(at + " is none of " + allowed);
      }
    }
  }
}
