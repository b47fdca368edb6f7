package dev.twite.notification;

import dev.twite.common.db.Database;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.WishesRow;
import jakarta.inject.Inject;
import java.util.function.UnaryOperator;

/** What a person wants to hear of; counts for what happens from then on. */
public final class SettingsEditor {
  private final Database database;
  private final Recipients recipients;

  @Inject
  SettingsEditor(Database database, Recipients recipients) {
    this.database = database;
    this.recipients = recipients;
  }

  public WishesRow get(long user) {
    return database.read(handle -> handle.attach(RecipientDao.class).wishes(user));
  }

  /** Changes them; two changes at the same time follow each other, and neither is lost. */
  public WishesRow change(long user, UnaryOperator<WishesRow> change) {
    return recipients.change(
        user,
        handle -> {
          var unused = Recipients.hold(handle, user);
          RecipientDao dao = handle.attach(RecipientDao.class);
          WishesRow wishes = change.apply(dao.wishes(user));
          dao.putWishes(user, wishes);
          return wishes;
        });
  }
}
