package dev.twite.common.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A statement in a few words: its verbs and the tables they are about, such as {@code SELECT tweet
 * bookmark}. Only words that stand where a table's name stands get into it, so no value can.
 */
final class SqlSummary {
  // Statements are constants of the program; should one be made up each time, it is not kept.
  private static final int MOST_KEPT = 2_000;
  private static final int LONGEST = 120;
  private static final Map<String, String> KEPT = new ConcurrentHashMap<>();

  private static final Pattern IGNORED =
      Pattern.compile("'(?:[^']|'')*'|--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z_][\\w.]*|\\S");
  private static final Set<String> VERBS =
      Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "LOCK", "TRUNCATE", "CALL");
  private static final Set<String> BEFORE_TABLE = Set.of("FROM", "JOIN", "INTO", "UPDATE");
  // FOR UPDATE, DO UPDATE, IS DISTINCT FROM.
  private static final Set<String> OTHERWISE = Set.of("FOR", "DO", "KEY", "DISTINCT");
  private static final Set<String> NO_TABLE =
      Set.of("SELECT", "WHERE", "ONLY", "LATERAL", "SET", "NOWAIT", "SKIP", "OF");

  private SqlSummary() {}

  static String of(String sql) {
    String known = KEPT.get(sql);
    if (known != null) {
      return known;
    }
    String made = make(sql);
    if (KEPT.size() < MOST_KEPT) {
      KEPT.put(sql, made);
    }
    return made;
  }

  private static String make(String sql) {
    List<String> tokens =
        TOKEN
            .matcher(IGNORED.matcher(sql).replaceAll(" "))
            .results()
            .map(MatchResult::group)
            .toList();
    Set<String> ownNames = ownNames(tokens);
    StringBuilder summary = new StringBuilder();
    Set<String> told = new HashSet<>();
    for (int i = 0; i < tokens.size(); i++) {
      String word = tokens.get(i).toUpperCase(Locale.ROOT);
      if (i > 0 && OTHERWISE.contains(tokens.get(i - 1).toUpperCase(Locale.ROOT))) {
        continue;
      }
      if (VERBS.contains(word) && told.add(word)) {
        add(summary, word);
      }
      if (BEFORE_TABLE.contains(word) && i + 1 < tokens.size()) {
        String table = tokens.get(i + 1);
        if (isTable(tokens, i + 1, word.equals("INTO"))
            && !ownNames.contains(table)
            && told.add(table)) {
          add(summary, table);
        }
      }
    }
    return summary.isEmpty() ? "SQL" : summary.toString();
  }

  // What WITH names is the statement's own.
  private static Set<String> ownNames(List<String> tokens) {
    Set<String> names = new HashSet<>();
    for (int i = 1; i < tokens.size(); i++) {
      String before = tokens.get(i - 1);
      boolean introduces =
          before.equals(",")
              || before.equalsIgnoreCase("WITH")
              || before.equalsIgnoreCase("RECURSIVE");
      if (introduces && opensBody(tokens, i + 1)) {
        names.add(tokens.get(i));
      }
    }
    return names;
  }

  // AS (, AS MATERIALIZED (, (columns) AS (.
  private static boolean opensBody(List<String> tokens, int from) {
    int i = from;
    if (i < tokens.size() && tokens.get(i).equals("(")) {
      while (i < tokens.size() && !tokens.get(i).equals(")")) {
        i++;
      }
      i++;
    }
    if (i >= tokens.size() || !tokens.get(i).equalsIgnoreCase("AS")) {
      return false;
    }
    i++;
    while (i < tokens.size()
        && Set.of("NOT", "MATERIALIZED").contains(tokens.get(i).toUpperCase(Locale.ROOT))) {
      i++;
    }
    return i < tokens.size() && tokens.get(i).equals("(");
  }

  private static boolean isTable(List<String> tokens, int at, boolean columnsMayFollow) {
    String word = tokens.get(at);
    boolean isFunction = at + 1 < tokens.size() && tokens.get(at + 1).equals("(");
    return (Character.isLetter(word.charAt(0)) || word.charAt(0) == '_')
        && !NO_TABLE.contains(word.toUpperCase(Locale.ROOT))
        && (columnsMayFollow || !isFunction);
  }

  private static void add(StringBuilder summary, String word) {
    if (summary.length() + word.length() < LONGEST) {
      summary.append(summary.isEmpty() ? "" : " ").append(word);
    }
  }
}
