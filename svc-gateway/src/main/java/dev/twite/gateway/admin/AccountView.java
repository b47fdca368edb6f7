package dev.twite.gateway.admin;

import dev.twite.common.view.Wire;
import dev.twite.proto.admin.v1.Account;

/**
 * An account as moderation sees it.
 *
 * @param email null where the reader must not see it
 */
public record AccountView(
    String id,
    String handle,
    String name,
    String email,
    boolean emailVerified,
    String createdAt,
    boolean deleted,
    StandingView standing) {
  public static AccountView of(Account account) {
    return new AccountView(
        Wire.id(account.getId()),
        account.getHandle(),
        account.getName(),
        account.getEmail().isEmpty() ? null : account.getEmail(),
        account.getEmailVerified(),
        Wire.time(account.getCreatedAtMs()),
        account.getDeleted(),
        StandingView.of(account.getStanding()));
  }
}
