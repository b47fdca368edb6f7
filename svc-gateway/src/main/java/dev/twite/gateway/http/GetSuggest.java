package dev.twite.gateway.http;

import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Album;
import dev.twite.common.view.Pictures;
import dev.twite.common.view.Profiles;
import dev.twite.common.view.UserShort;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.search.v1.SearchGrpc.SearchBlockingStub;
import dev.twite.proto.search.v1.SuggestRequest;
import dev.twite.proto.search.v1.Suggestions;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/** What a word that is still being typed may become. */
final class GetSuggest implements Endpoint {
  private static final int MOST = 20;

  private final SearchBlockingStub search;
  private final Profiles profiles;
  private final Pictures pictures;

  /** People and hashtags that begin so. */
  record SuggestView(List<UserShort> users, List<String> hashtags) {}

  @Inject
  GetSuggest(SearchBlockingStub search, Profiles profiles, Pictures pictures) {
    this.search = search;
    this.profiles = profiles;
    this.pictures = pictures;
  }

  @Override
  public Route route() {
    return Route.get("/v1/search/suggest", Access.PUBLIC);
  }

  @Override
  public Response handle(Request request) {
    Suggestions found =
        search.suggest(
            SuggestRequest.newBuilder()
                .setLimit(SearchCursor.limit(request, MOST))
                .setPrefix(SearchCursor.text(request))
                .build());
    Collection<User> users = profiles.byId(found.getUserIdsList()).values();
    Album avatars = pictures.of(users.stream().map(User::getAvatarMediaId).toList());
    return Response.ok(
        new SuggestView(
            users.stream().map(user -> UserShort.of(user, avatars)).toList(),
            found.getHashtagsList()));
  }
}
