package dev.twite.profile;

import com.google.common.primitives.Longs;
import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import dev.twite.profile.store.ProfileDao;
import dev.twite.profile.store.ProfileView;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads profiles with their counts. At most 200 at once (INVALID_REQUEST above); unknown, deleted
 * and banned ones are left out, the others come in the order asked for.
 */
public final class Profiles {
  static final Pattern HANDLE = Pattern.compile("[A-Za-z0-9_]{3,15}");
  private static final int MAX_BATCH = 200;
  private static final int MAX_SCAN = 1_000;

  private final Database database;

  @Inject
  Profiles(Database database) {
    this.database = database;
  }

  public List<ProfileView> byIds(List<Long> ids) {
    requireBatch("ids", ids.size());
    return ids.isEmpty()
        ? List.of()
        : database.read(handle -> handle.attach(ProfileDao.class).byIds(Longs.toArray(ids)));
  }

  /** Ignores case. What can't be a handle is nobody's. */
  public List<ProfileView> byHandles(List<String> handles) {
    requireBatch("handles", handles.size());
    String[] lower =
        handles.stream()
            .filter(handle -> HANDLE.matcher(handle).matches())
            .map(handle -> handle.toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    return lower.length == 0
        ? List.of()
        : database.read(handle -> handle.attach(ProfileDao.class).byHandles(lower));
  }

  /**
   * @throws TwiteException USER_NOT_FOUND
   */
  public ProfileView byHandle(String handle) {
    return only(byHandles(List.of(handle)));
  }

  /**
   * @throws TwiteException USER_NOT_FOUND
   */
  public ProfileView byId(long id) {
    return only(byIds(List.of(id)));
  }

  /**
   * Up to {@code limit} profiles in ascending order of ids.
   *
   * @throws TwiteException INVALID_REQUEST naming after_id or limit
   */
  public List<ProfileView> scan(long after, int limit) {
    new Checks()
        .require(after >= 0, "after_id", "out_of_range", "Is negative")
        .require(
            limit >= 1 && limit <= MAX_SCAN,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_SCAN)
        .finish();
    return database.read(handle -> handle.attach(ProfileDao.class).scan(after, limit));
  }

  private static ProfileView only(List<ProfileView> found) {
    return found.stream()
        .findFirst()
        .orElseThrow(() -> TwiteException.of(ErrorCode.USER_NOT_FOUND));
  }

  private static void requireBatch(String field, int size) {
    new Checks()
        .require(
            size <= MAX_BATCH,
            field,
            "too_many",
            "Holds " + size + " entries, at most " + MAX_BATCH + " are allowed")
        .finish();
  }
}
