package dev.twite.admin;

import dev.twite.admin.access.Permission;
import java.util.Arrays;
import java.util.List;

/** What can be done, as the audit log names it. */
public enum Action {
  ACCOUNT_BAN("account.ban", "user", Permission.BAN),
  ACCOUNT_UNBAN("account.unban", "user", Permission.BAN),
  ROLE_SET("role.set", "user", Permission.SET_ROLES),
  TWEET_REMOVE("tweet.remove", "tweet", Permission.REMOVE_TWEETS),
  REPORT_ASSIGN("report.assign", "report", Permission.HANDLE_REPORTS),
  REPORT_CLOSE("report.close", "report", Permission.HANDLE_REPORTS),
  DEAD_LETTERS_REPLAY("dead_letters.replay", "topic", Permission.HANDLE_DEAD_LETTERS),
  DEAD_LETTERS_DROP("dead_letters.drop", "topic", Permission.HANDLE_DEAD_LETTERS),
  RECONCILE("counts.reconcile", "system", Permission.MAINTAIN),
  TIMELINES_REBUILD("timelines.rebuild", "user", Permission.MAINTAIN),
  INDEX_REBUILD("index.rebuild", "system", Permission.MAINTAIN);

  private final String word;
  private final String subjectType;
  private final Permission permission;

  Action(String word, String subjectType, Permission permission) {
    this.word = word;
    this.subjectType = subjectType;
    this.permission = permission;
  }

  /** The stable word in the log. */
  public String word() {
    return word;
  }

  /** Of what it is done to. */
  public String subjectType() {
    return subjectType;
  }

  /** Who may do it may read of it. */
  Permission permission() {
    return permission;
  }

  static List<Action> readableWith(java.util.function.Predicate<Permission> has) {
    return Arrays.stream(values()).filter(action -> has.test(action.permission)).toList();
  }
}
