package dev.twite.profile.store;

/**
 * A profile as everybody sees it, with its counts.
 *
 * @param banned whether a ban hides it; such are found by scans only
 * @param banVersion of the last word about that; by scans only
 */
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
    long tweets,
    boolean banned,
    long banVersion) {}
