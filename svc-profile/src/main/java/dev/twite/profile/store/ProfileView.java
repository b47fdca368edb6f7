package dev.twite.profile.store;

/** A profile as everybody sees it, with its counts. */
public record ProfileView(
    long userId,
    String handle,
    String name,
    String bio,
    String location,
    String website,
    long avatarMediaId,
    long bannerMediaId,
    long createdAtMs,
    long followers,
    long following,
    long tweets) {}
