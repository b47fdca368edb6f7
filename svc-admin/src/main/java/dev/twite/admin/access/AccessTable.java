package dev.twite.admin.access;

import static java.util.Map.entry;

import dev.twite.proto.admin.v1.AdminGrpc;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The permission that each method of {@code twite.admin.v1.Admin} asks for: the one place. */
public final class AccessTable {
  private static final Map<String, Permission> NEEDED =
      Map.ofEntries(
          entry("ListAccounts", Permission.SEE_ACCOUNTS),
          entry("GetAccount", Permission.SEE_ACCOUNTS),
          entry("Ban", Permission.BAN),
          entry("Unban", Permission.BAN),
          entry("SetRole", Permission.SET_ROLES),
          entry("RemoveTweet", Permission.REMOVE_TWEETS),
          entry("CreateReport", Permission.REPORT),
          entry("ListReports", Permission.HANDLE_REPORTS),
          entry("GetReport", Permission.HANDLE_REPORTS),
          entry("AssignReport", Permission.HANDLE_REPORTS),
          entry("CloseReport", Permission.HANDLE_REPORTS),
          entry("ListAudit", Permission.SEE_AUDIT),
          entry("QueryLogs", Permission.SEE_LOGS),
          entry("TailLogs", Permission.SEE_LOGS),
          entry("GetHealth", Permission.SEE_HEALTH),
          entry("ListDeadLetterTopics", Permission.HANDLE_DEAD_LETTERS),
          entry("ListDeadLetters", Permission.HANDLE_DEAD_LETTERS),
          entry("ReplayDeadLetters", Permission.HANDLE_DEAD_LETTERS),
          entry("DropDeadLetters", Permission.HANDLE_DEAD_LETTERS),
          entry("Reconcile", Permission.MAINTAIN),
          entry("RebuildTimelines", Permission.MAINTAIN),
          entry("RebuildIndex", Permission.MAINTAIN));

  private AccessTable() {}

  /** What a method asks for. */
  public static Permission of(String method) {
    Permission needed = NEEDED.get(method);
    if (needed == null) {
      throw new IllegalStateException("No permission is declared for " + method);
    }
    return needed;
  }

  /**
   * Every method by name with what it asks for.
   *
   * @throws IllegalStateException when methods and table differ: then nothing may start
   */
  public static Map<String, Permission> checked() {
    Set<String> offered =
        AdminGrpc.getServiceDescriptor().getMethods().stream()
            .map(method -> method.getBareMethodName())
            .collect(Collectors.toCollection(TreeSet::new));
    if (!offered.equals(NEEDED.keySet())) {
      throw new IllegalStateException(
          "Methods " + offered + " and permissions " + new TreeSet<>(NEEDED.keySet()) + " differ");
    }
    return NEEDED;
  }
}
