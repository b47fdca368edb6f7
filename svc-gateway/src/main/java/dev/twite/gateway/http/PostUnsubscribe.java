package dev.twite.gateway.http;

import dev.twite.common.error.Checks;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.email.v1.EmailGrpc.EmailBlockingStub;
import dev.twite.proto.email.v1.UnsubscribeRequest;
import jakarta.inject.Inject;

/**
 * Ends mail of one kind: by the page's button, or by a mail program's one click (RFC 8058), whose
 * body says nothing that the link doesn't.
 */
final class PostUnsubscribe implements Endpoint {
  private final EmailBlockingStub email;
  private final AccountPages pages;

  @Inject
  PostUnsubscribe(EmailBlockingStub email, AccountPages pages) {
    this.email = email;
    this.pages = pages;
  }

  @Override
  public Route route() {
    return Route.post("/v1/email/unsubscribe", Access.OPEN);
  }

  @Override
  public Response handle(Request request) {
    String token = request.query("token").orElse(null);
    new Checks().present("token", token).finish();
    var unused = email.unsubscribe(UnsubscribeRequest.newBuilder().setToken(token).build());
    return pages.page("unsubscribed.html");
  }
}
