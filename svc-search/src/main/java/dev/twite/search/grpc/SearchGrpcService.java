package dev.twite.search.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.search.v1.ListTrendsRequest;
import dev.twite.proto.search.v1.RebuildIndexRequest;
import dev.twite.proto.search.v1.RebuildIndexResponse;
import dev.twite.proto.search.v1.SearchGrpc;
import dev.twite.proto.search.v1.SearchTweetsRequest;
import dev.twite.proto.search.v1.SearchUsersRequest;
import dev.twite.proto.search.v1.SuggestRequest;
import dev.twite.proto.search.v1.SuggestUsersRequest;
import dev.twite.proto.search.v1.Suggestions;
import dev.twite.proto.search.v1.TweetHits;
import dev.twite.proto.search.v1.UserHits;
import dev.twite.proto.search.v1.UserSuggestions;
import dev.twite.search.QueryLimit;
import dev.twite.search.Suggester;
import dev.twite.search.Trends;
import dev.twite.search.TweetSearch;
import dev.twite.search.UserSearch;
import dev.twite.search.WhoToFollow;
import dev.twite.search.store.SearchIndex;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.util.Set;

/** The door: who asks, what for, and the answer as a message. */
public final class SearchGrpcService extends SearchGrpc.SearchImplBase {
  private static final Set<String> OPERATORS = Set.of("admin");

  private final SearchIndex index;
  private final QueryLimit limit;
  private final TweetSearch tweets;
  private final UserSearch users;
  private final Suggester suggester;
  private final Trends trends;
  private final WhoToFollow whoToFollow;

  @Inject
  SearchGrpcService(
      SearchIndex index,
      QueryLimit limit,
      TweetSearch tweets,
      UserSearch users,
      Suggester suggester,
      Trends trends,
      WhoToFollow whoToFollow) {
    this.index = index;
    this.limit = limit;
    this.tweets = tweets;
    this.users = users;
    this.suggester = suggester;
    this.trends = trends;
    this.whoToFollow = whoToFollow;
  }

  @Override
  public void searchTweets(SearchTweetsRequest request, StreamObserver<TweetHits> observer) {
    Calls.reply(
        observer,
        () -> {
          long reader = CallContext.userIdOrZero();
          limit.count(reader);
          TweetSearch.Hits hits =
              request.getSort() == SearchTweetsRequest.Sort.TOP
                  ? tweets.top(reader, request.getQuery(), request.getCursor(), request.getLimit())
                  : tweets.recent(
                      reader, request.getQuery(), request.getCursor(), request.getLimit());
          return TweetHits.newBuilder()
              .addAllTweetIds(hits.ids())
              .setNextCursor(hits.nextCursor())
              .build();
        });
  }

  @Override
  public void searchUsers(SearchUsersRequest request, StreamObserver<UserHits> observer) {
    Calls.reply(
        observer,
        () -> {
          long reader = CallContext.userIdOrZero();
          limit.count(reader);
          UserSearch.Hits hits =
              users.find(reader, request.getQuery(), request.getCursor(), request.getLimit());
          return UserHits.newBuilder()
              .addAllUserIds(hits.ids())
              .setNextCursor(hits.nextCursor())
              .build();
        });
  }

  @Override
  public void suggest(SuggestRequest request, StreamObserver<Suggestions> observer) {
    Calls.reply(
        observer,
        () -> {
          Suggester.Suggestions found =
              suggester.suggest(
                  CallContext.userIdOrZero(), request.getPrefix(), request.getLimit());
          return Suggestions.newBuilder()
              .addAllUserIds(found.users())
              .addAllHashtags(found.tags())
              .build();
        });
  }

  @Override
  public void listTrends(
      ListTrendsRequest request, StreamObserver<dev.twite.proto.search.v1.Trends> observer) {
    Calls.reply(
        observer,
        () -> {
          var answer = dev.twite.proto.search.v1.Trends.newBuilder();
          for (Trends.Trend trend : trends.list(request.getLimit())) {
            answer
                .addTrendsBuilder()
                .setHashtag(trend.tag())
                .setTweets(trend.tweets())
                .setAuthors(trend.authors())
                .setWindowMs(trends.windowMillis());
          }
          return answer.build();
        });
  }

  @Override
  public void suggestUsers(SuggestUsersRequest request, StreamObserver<UserSuggestions> observer) {
    Calls.reply(
        observer,
        () -> {
          UserSuggestions.Builder answer = UserSuggestions.newBuilder();
          for (WhoToFollow.Suggestion one :
              whoToFollow.suggest(CallContext.requireUser().id(), request.getLimit())) {
            answer.addSuggestionsBuilder().setUserId(one.userId()).setMutuals(one.mutuals());
          }
          return answer.build();
        });
  }

  @Override
  public void rebuildIndex(
      RebuildIndexRequest request, StreamObserver<RebuildIndexResponse> observer) {
    Calls.reply(
        observer,
        () -> {
          CallContext.requireService(OPERATORS);
          index.distrust();
          return RebuildIndexResponse.getDefaultInstance();
        });
  }
}
