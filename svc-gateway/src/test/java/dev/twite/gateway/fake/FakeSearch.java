package dev.twite.gateway.fake;

import dev.twite.common.error.TwiteException;
import dev.twite.common.identity.CallContext;
import dev.twite.proto.search.v1.ListTrendsRequest;
import dev.twite.proto.search.v1.SearchGrpc;
import dev.twite.proto.search.v1.SearchTweetsRequest;
import dev.twite.proto.search.v1.SearchUsersRequest;
import dev.twite.proto.search.v1.SuggestRequest;
import dev.twite.proto.search.v1.SuggestUsersRequest;
import dev.twite.proto.search.v1.Suggestions;
import dev.twite.proto.search.v1.Trend;
import dev.twite.proto.search.v1.Trends;
import dev.twite.proto.search.v1.TweetHits;
import dev.twite.proto.search.v1.UserHits;
import dev.twite.proto.search.v1.UserSuggestion;
import dev.twite.proto.search.v1.UserSuggestions;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Finds what it was told to find, tweets in pages by place. */
public final class FakeSearch extends SearchGrpc.SearchImplBase {
  public final List<Long> tweets = new CopyOnWriteArrayList<>();
  public final List<Long> users = new CopyOnWriteArrayList<>();
  public volatile SearchTweetsRequest last;
  private final Probe probe;

  public FakeSearch(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void searchTweets(SearchTweetsRequest in, StreamObserver<TweetHits> out) {
    probe.reply(
        out,
        "SearchTweets",
        () -> {
          last = in;
          if (in.getQuery().equals("(")) {
            throw TwiteException.invalid("q", "invalid_format", "Column 2: expected a word");
          }
          int from = in.getCursor().isEmpty() ? 0 : place(in.getCursor());
          int end = Math.min(from + in.getLimit(), tweets.size());
          return TweetHits.newBuilder()
              .addAllTweetIds(from >= end ? List.of() : tweets.subList(from, end))
              .setNextCursor(end < tweets.size() ? Integer.toString(end) : "")
              .build();
        });
  }

  @Override
  public void searchUsers(SearchUsersRequest in, StreamObserver<UserHits> out) {
    probe.reply(out, "SearchUsers", () -> UserHits.newBuilder().addAllUserIds(users).build());
  }

  @Override
  public void suggest(SuggestRequest in, StreamObserver<Suggestions> out) {
    probe.reply(
        out,
        "Suggest",
        () -> Suggestions.newBuilder().addAllUserIds(users).addHashtags("wrens").build());
  }

  @Override
  public void listTrends(ListTrendsRequest in, StreamObserver<Trends> out) {
    probe.reply(
        out,
        "ListTrends",
        () ->
            Trends.newBuilder()
                .addTrends(
                    Trend.newBuilder()
                        .setHashtag("wrens")
                        .setTweets(5)
                        .setAuthors(3)
                        .setWindowMs(3_600_000))
                .build());
  }

  @Override
  public void suggestUsers(SuggestUsersRequest in, StreamObserver<UserSuggestions> out) {
    probe.reply(
        out,
        "SuggestUsers",
        () -> {
          long self = CallContext.requireUser().id();
          UserSuggestions.Builder answer = UserSuggestions.newBuilder();
          users.stream()
              .filter(user -> user != self)
              .forEach(user -> answer.addSuggestions(UserSuggestion.newBuilder().setUserId(user)));
          return answer.build();
        });
  }

  private static int place(String cursor) {
    return (int) Math.min(Long.parseLong(cursor), 1_000);
  }
}
