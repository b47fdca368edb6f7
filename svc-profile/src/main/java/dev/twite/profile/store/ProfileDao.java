package dev.twite.profile.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code profile}, read together with {@code profile_count}. */
public interface ProfileDao {
  /** Does nothing when the account has a profile, is gone, or a newer account has the handle. */
  @SqlUpdate(
      """
      INSERT INTO profile (user_id, handle, name, created_at_ms)
      VALUES (:user, :handle, :name, :createdAt)
      ON CONFLICT DO NOTHING
      """)
  int insert(
      @Bind("user") long user,
      @Bind("handle") String handle,
      @Bind("name") String name,
      @Bind("createdAt") long createdAtMs);

  /** Makes room for a new holder of a handle. */
  @SqlUpdate(
      """
      UPDATE profile SET
        deleted = true, handle = NULL, name = '', bio = '', location = '', website = '',
        avatar_media_id = 0, banner_media_id = 0
      WHERE handle_lower = lower(:handle) AND user_id < :user
      """)
  int eraseOlderHolder(@Bind("handle") String handle, @Bind("user") long user);

  /** Leaves nothing of a profile but that it is gone, also when it never was here. */
  @SqlUpdate(
      """
      INSERT INTO profile (user_id, deleted) VALUES (:user, true)
      ON CONFLICT (user_id) DO UPDATE SET
        deleted = true, handle = NULL, name = '', bio = '', location = '', website = '',
        avatar_media_id = 0, banner_media_id = 0
      """)
  void erase(@Bind("user") long user);

  @SqlQuery(
      """
      SELECT user_id, handle, name, bio, location, website, avatar_media_id, banner_media_id
      FROM profile
      WHERE user_id = :user AND NOT deleted
      FOR UPDATE
      """)
  @RegisterConstructorMapper(ProfileFields.class)
  Optional<ProfileFields> lock(@Bind("user") long user);

  @SqlUpdate(
      """
      UPDATE profile SET
        name = :name, bio = :bio, location = :location, website = :website,
        avatar_media_id = :avatarMediaId, banner_media_id = :bannerMediaId
      WHERE user_id = :userId AND handle = :handle
      """)
  int update(@BindMethods ProfileFields profile);

  /** In the order of {@code users}, without banned ones. */
  @SqlQuery(
      """
      SELECT
        profile.user_id, handle, name, bio, location, website, avatar_media_id, banner_media_id, created_at_ms,
        coalesce(followers, 0) AS followers,
        coalesce(following, 0) AS following,
        coalesce(tweets, 0) AS tweets,
        false AS banned, 0 AS ban_version
      FROM unnest(:users) WITH ORDINALITY AS asked (user_id, place)
      JOIN profile ON profile.user_id = asked.user_id
      LEFT JOIN profile_count ON profile_count.user_id = profile.user_id
      WHERE NOT deleted
        AND NOT EXISTS (SELECT FROM account_ban WHERE account_ban.user_id = profile.user_id AND banned)
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(ProfileView.class)
  List<ProfileView> byIds(@Bind("users") long[] users);

  /** In ascending order of ids, banned ones too; {@code after} is exclusive. */
  @SqlQuery(
      """
      SELECT
        profile.user_id, handle, name, bio, location, website, avatar_media_id, banner_media_id, created_at_ms,
        coalesce(followers, 0) AS followers,
        coalesce(following, 0) AS following,
        coalesce(tweets, 0) AS tweets,
        coalesce(banned, false) AS banned, coalesce(version, 0) AS ban_version
      FROM profile
      LEFT JOIN profile_count ON profile_count.user_id = profile.user_id
      LEFT JOIN account_ban ON account_ban.user_id = profile.user_id
      WHERE profile.user_id > :after AND NOT deleted
      ORDER BY profile.user_id LIMIT :limit
      """)
  @RegisterConstructorMapper(ProfileView.class)
  List<ProfileView> scan(@Bind("after") long after, @Bind("limit") int limit);

  /** In the order of {@code handles}, which are in lower case; without banned ones. */
  @SqlQuery(
      """
      SELECT
        profile.user_id, handle, name, bio, location, website, avatar_media_id, banner_media_id, created_at_ms,
        coalesce(followers, 0) AS followers,
        coalesce(following, 0) AS following,
        coalesce(tweets, 0) AS tweets,
        false AS banned, 0 AS ban_version
      FROM unnest(:handles) WITH ORDINALITY AS asked (handle_lower, place)
      JOIN profile ON profile.handle_lower = asked.handle_lower
      LEFT JOIN profile_count ON profile_count.user_id = profile.user_id
      WHERE NOT deleted
        AND NOT EXISTS (SELECT FROM account_ban WHERE account_ban.user_id = profile.user_id AND banned)
      ORDER BY asked.place
      """)
  @RegisterConstructorMapper(ProfileView.class)
  List<ProfileView> byHandles(@Bind("handles") String[] handles);
}
