package dev.twite.admin.panel;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.session.Origins;
import dev.twite.admin.panel.session.PanelSession;
import dev.twite.admin.panel.session.SessionCookie;
import dev.twite.admin.panel.session.Viewer;
import dev.twite.admin.panel.session.Viewers;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.http.Form;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.identity.CallContext;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * What stands before every page: the panel's own name, a live session, the role, and for what
 * changes something the page it came from and the session's token. Failures become pages here.
 */
public final class Door {
  private static final String BY_ITSELF = "X-Panel-Refresh";

  private final Origins origins;
  private final SessionCookie cookie;
  private final Viewers viewers;

  @Inject
  Door(Origins origins, SessionCookie cookie, Viewers viewers) {
    this.origins = origins;
    this.cookie = cookie;
    this.viewers = viewers;
  }

  Response open(Page page, Request request) {
    return guarded(request, () -> admitted(page, request));
  }

  /** Without a session: signing in itself. */
  Response unguarded(Request request, Callable<Response> answer) {
    return guarded(request, answer);
  }

  /** Who is here, if anybody is. */
  Optional<Viewer> viewer(Request request) {
    return cookie.read(request.header("Cookie").orElse("")).flatMap(viewers::of);
  }

  private Response guarded(Request request, Callable<Response> answer) {
    Response response;
    try {
      origins.requireOwnName(request);
      if (request.route().method() != Route.Method.GET) {
        origins.requireOwnPage(request);
      }
      response = answer.call();
    } catch (Exception thrown) {
      response = ErrorPage.of(GrpcErrors.toError(thrown));
    }
    for (Map.Entry<String, String> header : Layout.HEADERS.entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    return response;
  }

  private Response admitted(Page page, Request request) throws Exception {
    Optional<Viewer> viewer = viewer(request);
    boolean asks = request.route().method() == Route.Method.GET;
    if (viewer.isEmpty()) {
      if (asks && page.streamsFor().isZero()) {
        return Visit.goTo(Link.to("/sign-in").with("to", request.pathText()));
      }
      throw TwiteException.of(ErrorCode.UNAUTHENTICATED);
    }
    if (!viewer.get().role().includes(page.role())) {
      throw TwiteException.of(ErrorCode.FORBIDDEN);
    }
    PanelSession session = viewer.get().session();
    Form form = asks ? null : request.form();
    if (form != null) {
      requireToken(session, form);
    }
    Visit visit = new Visit(request, viewer.get(), form);
    Response response = CallContext.withUser(viewer.get().user()).call(() -> page.answer(visit));
    // What a page asks for by itself shows no person: it must not keep a session from lying idle.
    if (!asks || !page.streamsFor().isZero() || request.header(BY_ITSELF).isPresent()) {
      return response;
    }
    return cookie
        .renewed(session)
        .map(fresh -> response.withHeader("Set-Cookie", cookie.write(fresh)))
        .orElse(response);
  }

  private static void requireToken(PanelSession session, Form form) {
    byte[] expected = session.token().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, form.exact("csrf").getBytes(StandardCharsets.UTF_8))) {
      throw TwiteException.of(
          ErrorCode.FORBIDDEN, "This form is of another session: open its page again");
    }
  }
}
