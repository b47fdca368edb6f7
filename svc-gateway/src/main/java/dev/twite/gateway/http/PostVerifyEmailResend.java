package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.RequestEmailVerificationRequest;
import jakarta.inject.Inject;

/** Has another verification link mailed. */
final class PostVerifyEmailResend implements Endpoint {
  private final AuthBlockingStub auth;

  @Inject
  PostVerifyEmailResend(AuthBlockingStub auth) {
    this.auth = auth;
  }

  @Override
  public Route route() {
    return Route.post("/v1/auth/verify-email/resend", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    auth.requestEmailVerification(RequestEmailVerificationRequest.getDefaultInstance());
    return Response.empty(202);
  }
}
