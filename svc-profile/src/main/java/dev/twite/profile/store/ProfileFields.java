package dev.twite.profile.store;

/**
 * What an owner can change of a profile, and whose it is.
 *
 * @param website empty or an http(s) URL
 * @param avatarMediaId 0 = none
 * @param bannerMediaId 0 = none
 */
public record ProfileFields(
    long userId,
    String handle,
    String name,
    String bio,
    String location,
    String website,
    long avatarMediaId,
    long bannerMediaId) {}
