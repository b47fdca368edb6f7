package dev.twite.admin.panel.pages;

import com.google.common.collect.ImmutableMap;
import dev.twite.admin.panel.html.Forms;
import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Tag;
import dev.twite.common.identity.Role;
import dev.twite.proto.admin.v1.Account;
import java.util.Map;

/** The forms that act on an account or a tweet. */
final class ActForms {
  /** How long a ban may be set to last, in days as the form sends them. */
  static final Map<String, String> LENGTHS =
      ImmutableMap.of(
          "", "for good",
          "1", "for a day",
          "3", "for 3 days",
          "7", "for a week",
          "30", "for 30 days");

  private static final int REASON = 500;
  private static final int NOTE = 2_000;
  private static final Map<String, String> ROLES =
      ImmutableMap.of("USER", "user", "MODERATOR", "moderator", "ADMIN", "admin");

  private ActForms() {}

  /**
   * @param report where the act comes from; empty: from the account's page
   */
  static Tag ban(Link user, String token, Account account, String report) {
    return Forms.change(
        user.part("ban"),
        token,
        Forms.hidden("report", report),
        Forms.field("Reason, told to the account", reason()),
        Forms.field("How long", Forms.select("length", "", LENGTHS)),
        Forms.field("or until (UTC)", Forms.input("datetime-local", "until", "")),
        Forms.field("Note, for moderators only", Forms.area("note", NOTE)),
        Forms.danger("Ban @" + account.getHandle(), "Ban @" + account.getHandle() + "?"));
  }

  static Tag unban(Link user, String token) {
    return Forms.change(
        user.part("unban"),
        token,
        Forms.field("Reason", Forms.text("reason", "", REASON)),
        Forms.button("Lift the ban"));
  }

  static Tag role(Link user, String token, Role now) {
    return Forms.change(
        user.part("role"),
        token,
        Forms.field("Role", Forms.select("role", now.name(), ROLES)),
        Forms.button("Give this role").attr("data-confirm", "Give this role?"));
  }

  static Tag removeTweet(long tweetId, String token, String report) {
    return Forms.change(
        Link.to("/tweets").part(tweetId).part("remove"),
        token,
        Forms.hidden("report", report),
        Forms.field("Reason", reason()),
        Forms.danger("Remove the tweet", "Remove this tweet?"));
  }

  static Tag reason() {
    return Forms.text("reason", "", REASON).flag("required", true);
  }
}
