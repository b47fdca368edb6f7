package dev.twite.search;

import static org.apache.lucene.search.BooleanClause.Occur.MUST;

import dev.twite.common.error.Checks;
import dev.twite.common.follow.ReadFilters;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.FriendOfFriends;
import dev.twite.proto.follow.v1.ListFriendsOfFriendsRequest;
import dev.twite.proto.follow.v1.UserRequest;
import dev.twite.search.store.Fields;
import dev.twite.search.store.Lookup;
import dev.twite.search.store.SearchIndex;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** Whom somebody may want to follow: friends of friends, then those whom many follow. */
public final class WhoToFollow {
  private static final Sort FAMOUS_FIRST =
      new Sort(new SortField(Fields.FOLLOWERS, SortField.Type.LONG, true));

  private final FollowBlockingStub follow;
  private final ReadFilters filters;
  private final SearchIndex index;
  private final Searches searches;

  /**
   * @param mutuals whom the reader follows that follow them; 0 = suggested because many do
   */
  public record Suggestion(long userId, int mutuals) {}

  @Inject
  WhoToFollow(
      FollowBlockingStub follow, ReadFilters filters, SearchIndex index, Searches searches) {
    this.follow = follow;
    this.filters = filters;
    this.index = index;
    this.searches = searches;
  }

  /**
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST naming limit
   */
  public List<Suggestion> suggest(long readerId, int limit) {
    new Checks()
        .require(limit >= 1 && limit <= 100, "limit", "out_of_range", "Is not from 1 to 100")
        .finish();
    Set<Long> out = new HashSet<>(Reader.of(readerId, filters, index).hidden());
    out.add(readerId);
    out.addAll(
        follow
            .listFollowingIds(UserRequest.newBuilder().setUserId(readerId).build())
            .getUserIdsList());
    List<Suggestion> suggestions = new ArrayList<>();
    for (FriendOfFriends friend :
        follow
            .listFriendsOfFriends(ListFriendsOfFriendsRequest.newBuilder().setLimit(limit).build())
            .getUsersList()) {
      if (out.add(friend.getUserId())) {
        suggestions.add(new Suggestion(friend.getUserId(), friend.getMutuals()));
      }
    }
    if (suggestions.size() < limit) {
      famous(out, limit - suggestions.size())
          .forEach(user -> suggestions.add(new Suggestion(user, 0)));
    }
    return suggestions;
  }

  private List<Long> famous(Set<Long> out, int limit) {
    BooleanQuery.Builder others = new BooleanQuery.Builder();
    others.add(UserSearch.people(), MUST);
    UserSearch.without(others, out.stream().mapToLong(Long::longValue).toArray());
    return searches.run(
        "famous",
        searcher ->
            Lookup.ids(
                searcher, searcher.search(others.build(), limit, FAMOUS_FIRST), Fields.USER));
  }
}
