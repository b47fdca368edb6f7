package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.identity.Role;

/** A page of the panel, or what a form of one does: for those of a role, through the door. */
public abstract class Page implements Endpoint {
  private final Door door;
  private final Route route;
  private final Role role;

  /**
   * @param path below the panel's root; the panel knows its people by their cookie, not by a token,
   *     so that the server lets everybody come to the door
   * @param role whom the door lets in
   */
  protected Page(Door door, Route.Method method, String path, Role role) {
    this.door = door;
    this.route = new Route(method, Link.ROOT + path, Access.PUBLIC);
    this.role = role;
  }

  @Override
  public final Route route() {
    return route;
  }

  public final Role role() {
    return role;
  }

  @Override
  public final Response handle(Request request) {
    return door.open(this, request);
  }

  /** Answers; runs as the viewer to every service it asks. */
  protected abstract Response answer(Visit visit);
}
