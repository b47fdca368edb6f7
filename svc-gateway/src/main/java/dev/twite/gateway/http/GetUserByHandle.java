package dev.twite.gateway.http;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.User;
import jakarta.inject.Inject;
import java.util.regex.Pattern;

/** A profile by handle, ignoring case. */
final class GetUserByHandle implements Endpoint {
  private static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{3,15}");

  private final ProfileBlockingStub profile;
  private final UserAssembler users;

  @Inject
  GetUserByHandle(ProfileBlockingStub profile, UserAssembler users) {
    this.profile = profile;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.get("/v1/users/by-handle/{handle}", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    String handle = request.path("handle");
    // What can't be a handle belongs to nobody.
    if (HANDLE.matcher(handle).matches()) {
      GetUsersByHandleRequest query =
          GetUsersByHandleRequest.newBuilder().addHandles(handle).build();
      for (User user : profile.getUsersByHandle(query).getUsersList()) {
        return Response.ok(users.one(user));
      }
    }
    throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
  }
}
