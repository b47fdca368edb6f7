package dev.twite.search.store;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/** Whom a ban hides from everybody. Every query leaves them out, so they are in memory too. */
final class Bans {
  private volatile Set<Long> banned = Set.of();

  Set<Long> now() {
    return banned;
  }

  /** As the index has them. */
  void load(IndexSearcher searcher) throws IOException {
    Query bans = new FieldExistsQuery(Fields.BANNED);
    int count = searcher.count(bans);
    List<Long> ids =
        count == 0 ? List.of() : Lookup.ids(searcher, searcher.search(bans, count), Fields.BANNED);
    banned = Set.copyOf(ids);
  }

  /** Under the lock of changes. */
  void hide(long user, boolean isBanned) {
    Set<Long> all = new HashSet<>(banned);
    boolean changed = isBanned ? all.add(user) : all.remove(user);
    if (changed) {
      banned = Set.copyOf(all);
    }
  }
}
