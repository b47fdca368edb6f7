package dev.twite.tweet;

import dev.twite.common.db.Database;
import dev.twite.common.error.Checks;
import dev.twite.proto.tweet.v1.HomeEntry;
import dev.twite.proto.tweet.v1.ListHomeEntriesRequest;
import dev.twite.proto.tweet.v1.ListHomeEntriesResponse;
import dev.twite.tweet.store.ListDao;
import jakarta.inject.Inject;

/** What svc-feed rebuilds timelines from: ids only, whoever may see them. */
public final class HomeEntries {
  private static final int MAX_AUTHORS = 10_000;
  private static final int MAX_ENTRIES = 800;

  private final Database database;

  @Inject
  HomeEntries(Database database) {
    this.database = database;
  }

  public ListHomeEntriesResponse list(ListHomeEntriesRequest request) {
    int limit = request.getLimit();
    new Checks()
        .require(
            request.getAuthorIdsCount() <= MAX_AUTHORS,
            "author_ids",
            "too_many",
            "Has more than " + MAX_AUTHORS + " ids")
        .require(request.getBeforeId() >= 0, "before_id", "invalid_cursor", "Is no tweet's id")
        .require(
            limit >= 1 && limit <= MAX_ENTRIES,
            "limit",
            "out_of_range",
            "Is not from 1 to " + MAX_ENTRIES)
        .finish();
    long[] authors =
        request.getAuthorIdsList().stream().distinct().mapToLong(Long::longValue).toArray();
    long before = Page.before(request.getBeforeId());
    ListHomeEntriesResponse.Builder response = ListHomeEntriesResponse.newBuilder();
    for (ListDao.Entry entry :
        database.read(handle -> handle.attach(ListDao.class).homeEntries(authors, before, limit))) {
      response.addEntries(
          HomeEntry.newBuilder().setTweetId(entry.id()).setAuthorId(entry.authorId()));
    }
    return response.build();
  }
}
