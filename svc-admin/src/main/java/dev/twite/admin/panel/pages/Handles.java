package dev.twite.admin.panel.pages;

import dev.twite.admin.panel.html.Link;
import dev.twite.admin.panel.html.Node;
import dev.twite.admin.panel.html.Parts;
import dev.twite.common.error.TwiteException;
import dev.twite.proto.auth.v1.AccountRecord;
import dev.twite.proto.auth.v1.AuthGrpc.AuthBlockingStub;
import dev.twite.proto.auth.v1.FindAccountsRequest;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What accounts are called, many at once: people know handles, not ids. */
final class Handles {
  private static final int AT_ONCE = 100;

  private final AuthBlockingStub auth;

  @Inject
  Handles(AuthBlockingStub auth) {
    this.auth = auth;
  }

  /** A page of people by id; 0 is nobody. */
  Book of(Collection<Long> ids) {
    Set<Long> asked = new TreeSet<>(ids);
    asked.remove(0L);
    Map<Long, String> found = new HashMap<>();
    if (!asked.isEmpty()) {
      auth.findAccounts(
              FindAccountsRequest.newBuilder()
                  .addAllUserIds(asked.stream().limit(AT_ONCE).toList())
                  .setLimit(AT_ONCE)
                  .build())
          .getAccountsList()
          .forEach(account -> found.put(account.getId(), account.getHandle()));
    }
    return new Book(found);
  }

  /**
   * The account of a handle; 0 for none given.
   *
   * @throws TwiteException INVALID_REQUEST when there is no such account
   */
  long idOf(String field, String text) {
    String handle = Inputs.handle(text);
    if (handle.isEmpty()) {
      return 0;
    }
    return auth
        .findAccounts(FindAccountsRequest.newBuilder().setHandle(handle).setLimit(1).build())
        .getAccountsList()
        .stream()
        .mapToLong(AccountRecord::getId)
        .findFirst()
        .orElseThrow(
            () ->
                TwiteException.invalid(field, "invalid_value", "Nobody has the handle " + handle));
  }

  /** Who is who on a page. */
  record Book(Map<Long, String> handles) {
    /** A way to the account; a dash for nobody. */
    Node link(long id) {
      return id == 0
          ? Parts.text("–")
          : Parts.link(
              Link.to("/users").part(id),
              handles.containsKey(id) ? "@" + handles.get(id) : Long.toUnsignedString(id));
    }
  }
}
