package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.session.Viewer;
import dev.twite.common.http.Form;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import java.util.List;
import java.util.Map;

/**
 * A request of somebody whom the door has let in.
 *
 * @param form what he sent; null when he only asks
 */
public record Visit(Request request, Viewer viewer, Form form) {
  /** A parameter of the address, without the blanks around it; empty when it is not there. */
  public String asked(String name) {
    return request.query(name).orElse("").strip();
  }

  /** A whole page. */
  public Response page(Section section, String title, List<? extends Node> parts) {
    return Layout.page(
        200, title, Layout.frame(viewer, section, title, Done.of(asked("done")), parts));
  }

  public Response page(Section section, String title, Node... parts) {
    return page(section, title, List.of(parts));
  }

  /** On to a page that says what has been done. */
  public Response done(Link page, Done what) {
    return goTo(page.with("done", what.word()));
  }

  static Response goTo(Link page) {
    return new Response(303, "", new byte[0], Map.of("Location", page.toString()));
  }
}
