package dev.twite.follow;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Whether a relation may point at somebody: an account that svc-profile knows and that is not the
 * caller. Only a yes is kept: an account that was unknown a moment ago may be new. A yes outlives
 * the account, but then {@code deleted_user} refuses it.
 */
public final class Targets {
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MAX_KEPT = 200_000;

  private final ProfileBlockingStub profile;
  private final Cache<Long, Boolean> known =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).build();

  @Inject
  Targets(ProfileBlockingStub profile) {
    this.profile = profile;
  }

  /**
   * @throws TwiteException INVALID_REQUEST, CANNOT_TARGET_SELF, USER_NOT_FOUND
   * @throws io.grpc.StatusRuntimeException when svc-profile can't say
   */
  void require(long actor, long target) {
    requireId(target);
    if (actor == target) {
      throw TwiteException.of(ErrorCode.CANNOT_TARGET_SELF);
    }
    if (known.getIfPresent(target) != null) {
      return;
    }
    GetUsersRequest request = GetUsersRequest.newBuilder().addIds(target).build();
    if (profile.getUsers(request).getUsersCount() == 0) {
      throw TwiteException.of(ErrorCode.USER_NOT_FOUND);
    }
    known.put(target, true);
  }

  /** What is taken back needs no account at the other end, only an id. */
  static void requireId(long target) {
    if (target <= 0) {
      throw TwiteException.invalid("user_id", "required", "Missing; give the id of a user");
    }
  }
}
