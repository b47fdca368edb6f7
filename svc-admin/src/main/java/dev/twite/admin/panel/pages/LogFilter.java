package dev.twite.admin.panel.pages;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.twite.admin.panel.Visit;
import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Tag;
import dev.twite.proto.logger.v1.Filter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which lines of the log somebody wants to see. */
record LogFilter(String text, String services, String level, String request, String user) {
  private static final int WORD = 200;
  private static final Splitter WORDS =
      Splitter.on(CharMatcher.anyOf(", ")).omitEmptyStrings().trimResults();
  private static final Map<String, String> LEVELS =
      ImmutableMap.of(
          "",
          "All",
          "DEBUG",
          "Debug and worse",
          "INFO",
          "Info and worse",
          "WARN",
          "Warnings and errors",
          "ERROR",
          "Errors");

  static LogFilter of(Visit visit) {
    return new LogFilter(
        visit.asked("q"),
        visit.asked("service").toLowerCase(Locale.ROOT),
        visit.asked("level"),
        visit.asked("request"),
        visit.asked("user"));
  }

  Filter message() {
    return Filter.newBuilder()
        .setText(text)
        .addAllServices(WORDS.splitToList(services))
        .setLeastLevel(level)
        .setRequestId(request)
        .setUserId(Inputs.id("user", user))
        .build();
  }

  /** A page with the same filter. */
  Link on(Link page) {
    return page.with("q", text)
        .with("service", services)
        .with("level", level)
        .with("request", request)
        .with("user", user);
  }

  List<Tag> fields() {
    return List.of(
        Forms.field("Text", Forms.input("search", "q", text).attr("maxlength", WORD)),
        Forms.field(
            "Services", Forms.text("service", services, WORD).attr("placeholder", "tweet, feed")),
        Forms.field("Level", Forms.select("level", level, LEVELS)),
        Forms.field("Request id", Forms.text("request", request, WORD)),
        Forms.field("User id", Forms.text("user", user, WORD)));
  }
}
