package dev.twite.profile;

import dev.twite.common.error.Checks;
import dev.twite.profile.store.ProfileFields;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.OptionalLong;

/** What an owner wants to change; what is empty stays as it is. A picture's id 0 takes it away. */
public record ProfileChange(
    Optional<String> name,
    Optional<String> bio,
    Optional<String> location,
    Optional<String> website,
    OptionalLong avatarMediaId,
    OptionalLong bannerMediaId) {
  private static final int MAX_URL = 100;

  /** Texts come without the white space around them. */
  public ProfileChange {
    name = name.map(String::strip);
    bio = bio.map(String::strip);
    location = location.map(String::strip);
    website = website.map(String::strip);
  }

  /**
   * Checks everything at once.
   *
   * @throws dev.twite.common.error.TwiteException INVALID_REQUEST with every fault
   */
  void check() {
    Checks checks = new Checks();
    name.ifPresent(text -> line(checks.text("name", text, 1, 50), "name", text));
    bio.ifPresent(text -> checks.text("bio", text, 0, 160));
    location.ifPresent(text -> line(checks.text("location", text, 0, 30), "location", text));
    website.ifPresent(
        text ->
            checks
                .text("website", text, 0, MAX_URL)
                .require(
                    text.isEmpty() || isWebUrl(text),
                    "website",
                    "invalid_format",
                    "Is not an http or https URL; leave it empty for none"));
    checks.finish();
  }

  ProfileFields applyTo(ProfileFields now) {
    return new ProfileFields(
        now.userId(),
        now.handle(),
        name.orElse(now.name()),
        bio.orElse(now.bio()),
        location.orElse(now.location()),
        website.orElse(now.website()),
        avatarMediaId.orElse(now.avatarMediaId()),
        bannerMediaId.orElse(now.bannerMediaId()));
  }

  // A line break in a name would let it pose as more than a name.
  private static void line(Checks checks, String field, String text) {
    checks.require(
        text.chars().noneMatch(Character::isISOControl),
        field,
        "invalid_format",
        "Holds a line break or another control character");
  }

  private static boolean isWebUrl(String text) {
    try {
      URI uri = new URI(text);
      boolean web =
          "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
      // https://bank.example@evil.example reads like another site.
      return web && uri.getHost() != null && uri.getUserInfo() == null;
    } catch (URISyntaxException malformed) {
      return false;
    }
  }
}
