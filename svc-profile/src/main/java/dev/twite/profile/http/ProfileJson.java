package dev.twite.profile.http;

import dev.twite.profile.store.ProfileView;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * {@code User} of the public contract, without the pictures' addresses: svc-media gives those.
 *
 * @param id decimal
 * @param createdAt RFC 3339, UTC, with milliseconds
 */
record ProfileJson(
    String id,
    String handle,
    String name,
    String bio,
    String location,
    String website,
    String createdAt,
    long followersCount,
    long followingCount,
    long tweetsCount) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  static ProfileJson of(ProfileView profile) {
    return new ProfileJson(
        Long.toString(profile.userId()),
        profile.handle(),
        profile.name(),
        profile.bio(),
        profile.location(),
        profile.website(),
        TIME.format(Instant.ofEpochMilli(profile.createdAtMs())),
        profile.followers(),
        profile.following(),
        profile.tweets());
  }
}
