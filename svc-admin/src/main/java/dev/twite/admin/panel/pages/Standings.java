package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.Account;
import dev.twite.proto.admin.v1.Standing;
import java.util.Locale;

/** How an account stands, in a few words. */
final class Standings {
  private Standings() {}

  static Role role(Standing standing) {
    return standing.getRole().isEmpty() ? Role.USER : Role.valueOf(standing.getRole());
  }

  static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static Node roleBadge(Standing standing) {
    Role role = role(standing);
    return Parts.badge(name(role), name(role));
  }

  static Node stateBadge(Account account) {
    if (account.getDeleted()) {
      return Parts.badge("gone", "deleted");
    }
    Standing standing = account.getStanding();
    if (!standing.getBanned()) {
      return Parts.badge("good", "active");
    }
    Tag badge = Parts.badge("bad", standing.getBannedUntilMs() == 0 ? "banned" : "suspended");
    return badge.attr("title", standing.getBanReason());
  }
}
