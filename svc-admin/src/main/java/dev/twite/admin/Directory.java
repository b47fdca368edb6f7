package dev.twite.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Accounts, which svc-auth has. Errors: io.grpc.StatusRuntimeException when it can't be asked. */
public final class Directory {
  private final AuthBlockingStub auth;
  // A handle is an account's for good.
  private final Cache<Long, String> handles = Caffeine.newBuilder().maximumSize(10_000).build();

  @Inject
  Directory(AuthBlockingStub auth) {
    this.auth = auth;
  }

  List<AccountRecord> find(FindAccountsRequest request) {
    return auth.findAccounts(request).getAccountsList();
  }

  Optional<AccountRecord> byId(long id) {
    return find(FindAccountsRequest.newBuilder().addUserIds(id).setLimit(1).build()).stream()
        .findFirst();
  }

  Optional<AccountRecord> byHandle(String handle) {
    return find(FindAccountsRequest.newBuilder().setHandle(handle).setLimit(1).build()).stream()
        .findFirst();
  }

  /**
   * Makes sure that there is such an account, and not a deleted one.
   *
   * @throws TwiteException USER_NOT_FOUND
   */
  public void requireLive(long id) {
    if (byId(id).filter(account -> !account.getDeleted()).isEmpty()) {
      throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
    }
  }

  /**
   * @throws TwiteException USER_NOT_FOUND
   */
  String handleOf(long id) {
    String known = handles.getIfPresent(id);
    if (known == null) {
      known = byId(id).orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND)).getHandle();
      handles.put(id, known);
    }
    return known;
  }
}
