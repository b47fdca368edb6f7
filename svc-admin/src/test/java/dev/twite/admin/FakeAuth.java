package dev.twite.admin;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.AuthGrpc;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import dev.twite.proto.auth.v1.FindAccountsResponse;
import io.grpc.stub.StreamObserver;
import java.util.Set;
import java.util.stream.LongStream;

/** Accounts 1000 to 1999, called user1000 and so on; 1999 is deleted. */
final class FakeAuth extends AuthGrpc.AuthImplBase {
  static final long DELETED = 1_999;

  @Override
  public void findAccounts(FindAccountsRequest in, StreamObserver<FindAccountsResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          CallContext.requireService(Set.of("admin"));
          FindAccountsResponse.Builder answer = FindAccountsResponse.newBuilder();
          LongStream.iterate(DELETED, id -> id >= 1_000, id -> id - 1)
              .mapToObj(FakeAuth::record)
              .filter(one -> matches(in, one))
              .limit(in.getLimit())
              .forEach(answer::addAccounts);
          return answer.build();
        });
  }

  private static boolean matches(FindAccountsRequest in, AccountRecord one) {
    if (in.getBeforeId() > 0 && one.getId() >= in.getBeforeId()) {
      return false;
    }
    if (in.getUserIdsCount() > 0) {
      return in.getUserIdsList().contains(one.getId());
    }
    return in.getHandle().isEmpty()
        ? one.getHandle().startsWith(in.getQuery()) || one.getEmail().equals(in.getQuery())
        : one.getHandle().equals(in.getHandle());
  }

  private static AccountRecord record(long id) {
    return AccountRecord.newBuilder()
        .setId(id)
        .setHandle("user" + id)
        .setName("User " + id)
        .setEmail("user" + id + "@example.org")
        .setRole("USER")
        .setCreatedAtMs(id)
        .setDeleted(id == DELETED)
        .build();
  }
}
