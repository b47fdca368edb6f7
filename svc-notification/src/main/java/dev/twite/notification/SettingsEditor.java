package dev.twite.notification;

import dev.twite.common.db.Database;
import dev.twite.notification.store.RecipientDao;
import dev.twite.notification.store.WishesRow;
import jakarta.inject.Inject;

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

  /** Replaces them. */
  public void put(long user, WishesRow wishes) {
    recipients.change(
        user,
        handle -> {
          handle.attach(RecipientDao.class).putWishes(user, wishes);
          return true;
        });
  }
}
