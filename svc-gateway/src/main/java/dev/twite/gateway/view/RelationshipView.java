package dev.twite.gateway.view;

import dev.twite.proto.follow.v1.Relationship;

/** How the reader and another user stand to each other. */
public record RelationshipView(
    boolean following, boolean followedBy, boolean blocking, boolean blockedBy, boolean muting) {
  /** To oneself. */
  public static final RelationshipView NONE =
      new RelationshipView(false, false, false, false, false);

  public static RelationshipView of(Relationship relationship) {
    return new RelationshipView(
        relationship.getFollowing(),
        relationship.getFollowedBy(),
        relationship.getBlocking(),
        relationship.getBlockedBy(),
        relationship.getMuting());
  }
}
