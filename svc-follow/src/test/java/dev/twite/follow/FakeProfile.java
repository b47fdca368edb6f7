package dev.twite.follow;

import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows everybody, unless told otherwise. */
final class FakeProfile extends ProfileGrpc.ProfileImplBase {
  final Set<Long> unknown = ConcurrentHashMap.newKeySet();
  volatile boolean away;

  @Override
  public void getUsers(GetUsersRequest request, StreamObserver<GetUsersResponse> observer) {
    if (away) {
      throw TwiteException.of(ErrorCode.UNAVAILABLE);
    }
    GetUsersResponse.Builder answer = GetUsersResponse.newBuilder();
    request.getIdsList().stream()
        .filter(id -> !unknown.contains(id))
        .forEach(id -> answer.addUsersBuilder().setId(id));
    observer.onNext(answer.build());
    observer.onCompleted();
  }
}
