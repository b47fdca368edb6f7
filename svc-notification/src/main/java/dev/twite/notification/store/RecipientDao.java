package dev.twite.notification.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code recipient}. */
public interface RecipientDao {
  @SqlUpdate("INSERT INTO recipient (user_id) VALUES (:user) ON CONFLICT DO NOTHING")
  void add(@Bind("user") long userId);

  /** Holds a recipient until the transaction ends. */
  @SqlQuery("SELECT last_id, read_up_to_id FROM recipient WHERE user_id = :user FOR UPDATE")
  @RegisterConstructorMapper(RecipientRow.class)
  Optional<RecipientRow> lock(@Bind("user") long userId);

  @SqlQuery("SELECT last_id, read_up_to_id FROM recipient WHERE user_id = :user")
  @RegisterConstructorMapper(RecipientRow.class)
  Optional<RecipientRow> find(@Bind("user") long userId);

  @SqlUpdate("UPDATE recipient SET last_id = :id WHERE user_id = :user")
  void advance(@Bind("user") long userId, @Bind("id") long lastId);

  @SqlUpdate("UPDATE recipient SET read_up_to_id = :id WHERE user_id = :user")
  void markRead(@Bind("user") long userId, @Bind("id") long readUpToId);

  @SqlQuery(
      """
      SELECT likes, retweets, replies, mentions, quotes, follows, only_followed
      FROM recipient
      WHERE user_id = :user
      """)
  @RegisterConstructorMapper(WishesRow.class)
  Optional<WishesRow> findWishes(@Bind("user") long userId);

  default WishesRow wishes(long userId) {
    return findWishes(userId).orElse(WishesRow.DEFAULT);
  }

  @SqlUpdate(
      """
      INSERT INTO recipient (user_id, likes, retweets, replies, mentions, quotes, follows,
        only_followed)
      VALUES (:user, :likes, :retweets, :replies, :mentions, :quotes, :follows, :onlyFollowed)
      ON CONFLICT (user_id) DO UPDATE SET
        likes = excluded.likes, retweets = excluded.retweets, replies = excluded.replies,
        mentions = excluded.mentions, quotes = excluded.quotes, follows = excluded.follows,
        only_followed = excluded.only_followed
      """)
  void putWishes(@Bind("user") long userId, @BindMethods WishesRow wishes);

  @SqlUpdate("DELETE FROM recipient WHERE user_id = :user")
  void delete(@Bind("user") long userId);
}
