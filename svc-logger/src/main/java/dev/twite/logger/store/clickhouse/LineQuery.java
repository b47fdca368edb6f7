package dev.twite.logger.store.clickhouse;

import dev.twite.logger.Cursor;
import dev.twite.logger.Level;
import dev.twite.logger.LineFilter;
import dev.twite.logger.Search;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A search as SQL. Nothing that a caller gave is in the text: it goes by parameters.
 *
 * @param parameters for the question marks
 */
record LineQuery(String sql, List<Object> parameters) {
  LineQuery {
    parameters = List.copyOf(parameters);
  }

  static LineQuery of(Search search) {
    List<String> conditions = new ArrayList<>();
    List<Object> parameters = new ArrayList<>();
    add(conditions, parameters, "time_ns >= ?", search.fromNs());
    add(conditions, parameters, "time_ns < ?", search.toNs());
    String before = search.oldestFirst() ? ">" : "<";
    if (search.after().isPresent()) {
      Cursor after = search.after().get();
      // The first bound is what the index is searched by.
      add(conditions, parameters, "time_ns " + before + "= ?", after.timeNs());
      add(
          conditions,
          parameters,
          "(time_ns, id) " + before + " (?, ?)",
          after.timeNs(),
          after.id());
    }
    filter(search.filter(), conditions, parameters);
    String direction = search.oldestFirst() ? "ASC" : "DESC";
    String sql =
        """
        SELECT %s
        FROM line
        WHERE %s
        ORDER BY time_ns %s, id %s
        LIMIT %d
        """
            .formatted(
                LineRow.READ,
                String.join("\n  AND ", conditions),
                direction,
                direction,
                search.limit() + 1);
    return new LineQuery(sql, parameters);
  }

  private static void filter(LineFilter filter, List<String> conditions, List<Object> parameters) {
    if (!filter.services().isEmpty()) {
      String marks = String.join(", ", Collections.nCopies(filter.services().size(), "?"));
      add(conditions, parameters, "service IN (" + marks + ")", filter.services().toArray());
    }
    if (filter.leastLevel() != Level.TRACE) {
      add(conditions, parameters, "level >= ?", filter.leastLevel().number());
    }
    if (!filter.requestId().isEmpty()) {
      add(conditions, parameters, "request_id = ?", filter.requestId());
    }
    if (filter.userId() != 0) {
      add(conditions, parameters, "user_id = toUInt64(?)", Long.toUnsignedString(filter.userId()));
    }
    if (!filter.text().isEmpty()) {
      // As the index has it, word for word.
      add(
          conditions,
          parameters,
          "lowerUTF8(concat(message, '\\n', stack)) LIKE ?",
          "%" + escaped(filter.text().toLowerCase(Locale.ROOT)) + "%");
    }
  }

  private static void add(
      List<String> conditions, List<Object> parameters, String condition, Object... values) {
    conditions.add(condition);
    Collections.addAll(parameters, values);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
