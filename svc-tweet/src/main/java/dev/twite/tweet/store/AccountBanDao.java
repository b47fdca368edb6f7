package dev.twite.tweet.store;

import java.util.List;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code account_ban}. */
public interface AccountBanDao {
  /** Keeps the later of two words about an account, in whatever order they come. */
  @SqlUpdate(
      """
      INSERT INTO account_ban AS ban (user_id, version, banned) VALUES (:user, :version, :banned)
      ON CONFLICT (user_id) DO UPDATE SET version = excluded.version, banned = excluded.banned
      WHERE ban.version < excluded.version
      """)
  int put(@Bind("user") long userId, @Bind("version") long version, @Bind("banned") boolean banned);

  @SqlQuery("SELECT user_id FROM account_ban WHERE banned")
  List<Long> banned();
}
