package dev.twite.email.store;

import dev.twite.email.EmailSettings;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** The table {@code settings}. */
public interface SettingsDao {
  @SqlQuery(
      """
      SELECT mention, reply, quote, follow, new_sign_in, digest
      FROM settings WHERE user_id = :user
      """)
  @RegisterConstructorMapper(EmailSettings.class)
  Optional<EmailSettings> find(@Bind("user") long user);

  default EmailSettings of(long user) {
    return find(user).orElse(EmailSettings.DEFAULT);
  }

  @SqlUpdate(
      """
      INSERT INTO settings (user_id, mention, reply, quote, follow, new_sign_in, digest)
      VALUES (:user, :mention, :reply, :quote, :follow, :newSignIn, :digest)
      ON CONFLICT (user_id) DO UPDATE SET
        mention = excluded.mention, reply = excluded.reply, quote = excluded.quote,
        follow = excluded.follow, new_sign_in = excluded.new_sign_in, digest = excluded.digest
      """)
  void put(@Bind("user") long user, @BindMethods EmailSettings settings);

  /** One change of an account's settings at a time. */
  @SqlQuery("SELECT pg_advisory_xact_lock(hashtextextended('email_settings', :user)) IS NULL")
  boolean lock(@Bind("user") long user);

  @SqlUpdate("DELETE FROM settings WHERE user_id = :user")
  void delete(@Bind("user") long user);
}
