package dev.twite.tweet;

import dev.twite.common.grpc.Calls;
import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileImplBase;
import dev.twite.proto.profile.v1.User;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands in for svc-profile. */
final class FakeProfile extends ProfileImplBase {
  private final Map<String, User> users = new ConcurrentHashMap<>();
  private volatile boolean away;

  void add(long id, String handle) {
    users.put(
        handle.toLowerCase(Locale.ROOT), User.newBuilder().setId(id).setHandle(handle).build());
  }

  void away(boolean value) {
    away = value;
  }

  @Override
  public void getUsersByHandle(
      GetUsersByHandleRequest request, StreamObserver<GetUsersResponse> observer) {
    if (away) {
      throw Status.UNAVAILABLE.asRuntimeException();
    }
    GetUsersResponse.Builder response = GetUsersResponse.newBuilder();
    for (String handle : request.getHandlesList()) {
      User user = users.get(handle.toLowerCase(Locale.ROOT));
      if (user != null) {
        response.addUsers(user);
      }
    }
    Calls.reply(observer, response::build);
  }
}
