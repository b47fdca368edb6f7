package dev.twite.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.twite.common.error.Checks;
import dev.twite.common.error.TwiteException;
import dev.twite.common.http.Access;
import dev.twite.common.http.Endpoint;
import dev.twite.common.http.Request;
import dev.twite.common.http.Response;
import dev.twite.common.http.Route;
import dev.twite.common.view.Profiles;
import dev.twite.gateway.hydrate.TweetPages;
import dev.twite.gateway.hydrate.UserAssembler;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.UpdateProfileRequest;
import dev.twite.proto.profile.v1.User;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalLong;

/** Changes the members of the caller's profile that are present. */
final class PatchMe implements Endpoint {
  private final ProfileBlockingStub profile;
  private final Profiles profiles;
  private final UserAssembler users;
  private final TweetPages pages;

  @Inject
  PatchMe(ProfileBlockingStub profile, Profiles profiles, UserAssembler users, TweetPages pages) {
    this.pages = pages;
    this.profile = profile;
    this.profiles = profiles;
    this.users = users;
  }

  @Override
  public Route route() {
    return Route.patch("/v1/me", Access.USER);
  }

  @Override
  public Response handle(Request request) {
    Body body = request.body(Body.class);
    Checks checks = new Checks();
    UpdateProfileRequest.Builder change = UpdateProfileRequest.newBuilder();
    text("name", body.name(), checks).ifPresent(change::setName);
    text("bio", body.bio(), checks).ifPresent(change::setBio);
    text("location", body.location(), checks).ifPresent(change::setLocation);
    text("website", body.website(), checks).ifPresent(change::setWebsite);
    media("avatar_media_id", body.avatarMediaId()).ifPresent(change::setAvatarMediaId);
    media("banner_media_id", body.bannerMediaId()).ifPresent(change::setBannerMediaId);
    checks.finish();
    User changed = profile.updateProfile(change.build());
    profiles.forget(changed.getId());
    pages.peopleChanged();
    return Response.ok(users.one(changed));
  }

  private static Optional<String> text(String field, JsonNode value, Checks checks) {
    if (value == null) {
      return Optional.empty();
    }
    checks.require(value.isNull() || value.isTextual(), field, "invalid_type", "Is not a string");
    checks.present(field, value.isNull() ? null : value.asText());
    return Optional.of(value.asText());
  }

  // Null removes the picture.
  private static OptionalLong media(String field, JsonNode value) {
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value.isNull()) {
      return OptionalLong.of(0);
    }
    if (!value.isTextual()) {
      throw TwiteException.invalid(field, "invalid_type", "Is not an id as a string, or null");
    }
    return OptionalLong.of(Request.id(field, value.asText()));
  }

  // Nodes, because absent and null mean different things.
  record Body(
      JsonNode name,
      JsonNode bio,
      JsonNode location,
      JsonNode website,
      JsonNode avatarMediaId,
      JsonNode bannerMediaId) {}
}
