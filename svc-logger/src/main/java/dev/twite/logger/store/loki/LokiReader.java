package dev.twite.logger.store.loki;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.logger.Cursor;
import dev.twite.logger.LineFilter;
import dev.twite.logger.Search;
import dev.twite.logger.store.LineStore.Found;
import dev.twite.proto.logger.v1.LogLine;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines out of Loki, a page at a time. Loki knows no order among lines of one moment and cuts an
 * answer anywhere within it: so a page is made of whole moments, put in order here.
 */
final class LokiReader {
  // Loki's own limit, max_entries_limit_per_query, is that by default.
  private static final int MOST = 5_000;

  private final LokiClient client;

  @Inject
  LokiReader(LokiClient client) {
    this.client = client;
  }

  Found find(Search search) {
    boolean oldestFirst = search.oldestFirst();
    long from = search.fromNs();
    long to = search.toNs();
    if (search.after().isPresent()) {
      long at = search.after().get().timeNs();
      from = oldestFirst ? Math.max(from, at) : from;
      to = oldestFirst ? to : Math.min(to, at + 1);
    }
    while (from < to) {
      List<LogLine> lines = ask(search, from, to, search.limit() + 1);
      if (lines.size() <= search.limit()) {
        return page(search, lines, false);
      }
      // There may be more of the last moment.
      long last = lines.getLast().getTimeNs();
      lines.removeIf(line -> line.getTimeNs() == last);
      Found page = page(search, lines, true);
      if (page.lines().isEmpty()) {
        page = page(search, ask(search, last, last + 1, MOST), true);
      }
      if (!page.lines().isEmpty()) {
        return page;
      }
      // All of that moment was on the pages before.
      from = oldestFirst ? last + 1 : from;
      to = oldestFirst ? to : last;
    }
    return new Found(List.of(), false);
  }

  private static Found page(Search search, List<LogLine> lines, boolean more) {
    List<LogLine> rest = lines.stream().filter(line -> isBehind(search, Cursor.of(line))).toList();
    boolean cut = rest.size() > search.limit();
    return new Found(cut ? rest.subList(0, search.limit()) : rest, more || cut);
  }

  private static boolean isBehind(Search search, Cursor place) {
    return search.after().isEmpty()
        || (search.oldestFirst()
            ? place.compareTo(search.after().get()) > 0
            : place.compareTo(search.after().get()) < 0);
  }

  private List<LogLine> ask(Search search, long fromNs, long toNs, int limit) {
    LineFilter filter = search.filter();
    Map<String, String> parameters =
        Map.of(
            "query", LogQl.of(filter),
            "start", Long.toString(fromNs),
            "end", Long.toString(toNs),
            "limit", Integer.toString(limit),
            "direction", search.oldestFirst() ? "forward" : "backward");
    List<LogLine> lines = new ArrayList<>();
    for (JsonNode stream : client.query(parameters).path("data").path("result")) {
      Map<String, String> labels = texts(stream.path("stream"));
      for (JsonNode value : stream.path("values")) {
        Map<String, String> all = new HashMap<>(labels);
        // Where a Loki tells them apart.
        all.putAll(texts(value.path(2).path("structuredMetadata")));
        lines.add(Entry.read(value.path(0).asText(), value.path(1).asText(), all));
      }
    }
    Comparator<LogLine> order = Comparator.comparing(Cursor::of);
    lines.sort(search.oldestFirst() ? order : order.reversed());
    return lines;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> all = new HashMap<>();
    object.properties().forEach(one -> all.put(one.getKey(), one.getValue().asText()));
    return all;
  }
}
