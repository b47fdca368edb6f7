package dev.twite.gateway.http;

import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Page;
import dev.twite.common.view.TweetAssembler;
import dev.twite.common.view.TweetView;
import dev.twite.gateway.impression.Impressions;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.SearchTweetsRequest;
import dev.twite.proto.search.v1.TweetHits;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Tweets that match a query; svc-search/README.md has the language. */
final class GetSearchTweets implements Endpoint {
  private static final int MAX_ROUNDS = 3;

  private final SearchBlockingStub search;
  private final TweetAssembler assembler;
  private final Impressions impressions;

  @Inject
  GetSearchTweets(SearchBlockingStub search, TweetAssembler assembler, Impressions impressions) {
    this.search = search;
    this.assembler = assembler;
    this.impressions = impressions;
  }

  @Override
  public Route route() {
    return Route.get("/v1/search/tweets", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    int limit = request.limit();
    String cursor = SearchCursor.of(request);
    SearchTweetsRequest.Builder query =
        SearchTweetsRequest.newBuilder()
            .setQuery(SearchCursor.text(request))
            .setSort(sort(request.query("sort").orElse("recent")));
    List<TweetView> shown = new ArrayList<>();
    // What the reader may see turns out here once more; an index is always a little behind (S4).
    for (int round = 0; round < MAX_ROUNDS; round++) {
      TweetHits hits =
          search.searchTweets(query.setCursor(cursor).setLimit(limit - shown.size()).build());
      cursor = hits.getNextCursor();
      shown.addAll(assembler.byIds(hits.getTweetIdsList()));
      if (cursor.isEmpty() || shown.size() * 2 > limit) {
        break;
      }
    }
    return Response.ok(impressions.shown(new Page<>(shown, SearchCursor.orNull(cursor))));
  }

  private static SearchTweetsRequest.Sort sort(String word) {
    return switch (word) {
      case "recent" -> SearchTweetsRequest.Sort.RECENT;
      case "top" -> SearchTweetsRequest.Sort.TOP;
      default -> throw TwiteException.invalid("sort", "invalid_value", "Is neither recent nor top");
    };
  }
}
