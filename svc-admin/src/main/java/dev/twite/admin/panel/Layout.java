package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.admin.panel.session.Viewer;
import dev.twite.common.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What all pages have in common. They load nothing but their own style and script. */
final class Layout {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'";

  /** What every answer carries. The referrer stays here, and Origin is told to ourselves. */
  static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "Cache-Control", "no-store",
          "Referrer-Policy", "same-origin",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin");

  private Layout() {}

  static Response page(int status, String title, Node body) {
    Tag html =
        Tag.of(
                "html",
                Tag.of(
                    "head",
                    Tag.of("meta").attr("charset", "utf-8"),
                    Tag.of("meta")
                        .attr("name", "viewport")
                        .attr("content", "width=device-width, initial-scale=1"),
                    Tag.of("meta").attr("name", "color-scheme").attr("content", "light dark"),
                    Tag.of("title", title + " · Twite"),
                    Tag.of("link")
                        .attr("rel", "icon")
                        .attr("type", "image/svg+xml")
                        .to("href", Assets.link(Assets.ICON)),
                    Tag.of("link").attr("rel", "stylesheet").to("href", Assets.link(Assets.STYLE)),
                    Tag.of("script").flag("defer", true).to("src", Assets.link(Assets.SCRIPT))),
                body)
            .attr("lang", "en");
    byte[] bytes = ("<!DOCTYPE html>\n" + html + "\n").getBytes(StandardCharsets.UTF_8);
    return new Response(status, "text/html; charset=utf-8", bytes, Map.of());
  }

  /** The menu with a page's parts below it. */
  static Tag frame(
      Viewer viewer,
      Section section,
      String title,
      Optional<Done> done,
      List<? extends Node> parts) {
    Tag main = Tag.of("main", Tag.of("h1", title));
    done.ifPresent(what -> main.add(Tag.of("p", what.text()).css("done").attr("role", "status")));
    return Tag.of("body", header(viewer, section), main.add(parts));
  }

  /** A page for somebody who isn't signed in. */
  static Tag bare(Node... parts) {
    return Tag.of("body", Tag.of("main", parts).css("alone"));
  }

  private static Tag header(Viewer viewer, Section current) {
    Tag menu = Tag.of("nav").attr("aria-label", "Parts of the panel");
    for (Section section : Section.values()) {
      if (viewer.role().includes(section.role())) {
        Tag link = Parts.link(section.link(), section.title());
        menu.add(section == current ? link.attr("aria-current", "page") : link);
      }
    }
    Tag out =
        Forms.change(
            Link.to("/sign-out"),
            viewer.session().token(),
            Tag.of("span", "@" + viewer.handle())
                .attr("title", viewer.role().name().toLowerCase(Locale.ROOT)),
            Forms.button("Sign out").css("quiet"));
    return Tag.of("header", Parts.link(Link.to("/"), "Twite").css("brand"), menu, out.css("who"));
  }
}
