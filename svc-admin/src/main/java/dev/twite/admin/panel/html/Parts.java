package dev.twite.admin.panel.html;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What pages are put together from. */
public final class Parts {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Parts() {}

  public static Tag link(Link link, String text) {
    return Tag.of("a", text).to("href", link);
  }

  public static Tag section(String title, Node... parts) {
    return Tag.of("section", Tag.of("h2", title)).add(parts);
  }

  public static Tag badge(String kind, String text) {
    return Tag.of("span", text).css("badge " + kind);
  }

  /** A moment in UTC; a dash for none. */
  public static Node time(long millis) {
    if (millis == 0) {
      return new Text("–");
    }
    Instant at = Instant.ofEpochMilli(millis);
    return Tag.of("time", TIME.format(at)).attr("datetime", at.toString());
  }

  /** The same to the millisecond, as lines of a log have it. */
  public static Tag exactTime(long millis) {
    Instant at = Instant.ofEpochMilli(millis);
    return Tag.of("time", EXACT.format(at)).attr("datetime", at.toString());
  }

  public static Tag empty(String text) {
    return Tag.of("p", text).css("empty");
  }

  /** Facts in two columns: pairs of a name and what it is. */
  public static Tag facts(List<Fact> facts) {
    Tag list = Tag.of("dl");
    facts.forEach(fact -> list.add(Tag.of("dt", fact.name()), Tag.of("dd", fact.value())));
    return list;
  }

  public record Fact(String name, Node value) {
    public Fact(String name, String value) {
      this(name, new Text(value));
    }
  }

  /** A table that scrolls by itself where it is too wide. */
  public static Tag table(List<String> head, List<Tag> rows) {
    Tag line = Tag.of("tr");
    head.forEach(name -> line.add(Tag.of("th", name).attr("scope", "col")));
    return Tag.of("div", Tag.of("table", Tag.of("thead", line), Tag.of("tbody").add(rows)))
        .css("scroll");
  }

  public static Tag row(Node... cells) {
    Tag row = Tag.of("tr");
    for (Node cell : cells) {
      row.add(Tag.of("td", cell));
    }
    return row;
  }

  public static Node text(String text) {
    return new Text(text);
  }

  public static Tag code(String text) {
    return Tag.of("code", text);
  }

  /** The way to the rest of a list; nothing when there is none. */
  public static List<Tag> more(Link list, String cursor) {
    return cursor.isEmpty()
        ? List.of()
        : List.of(Tag.of("p", link(list.with("cursor", cursor), "Further down →")).css("more"));
  }
}
