package dev.twite.gateway.hydrate;

import dev.twite.common.identity.CallContext;
import dev.twite.common.view.Album;
import dev.twite.common.view.Page;
import dev.twite.common.view.Pictures;
import dev.twite.common.view.Profiles;
import dev.twite.gateway.view.RelationshipView;
import dev.twite.gateway.view.UserView;
import dev.twite.proto.follow.v1.FollowGrpc.FollowBlockingStub;
import dev.twite.proto.follow.v1.GetRelationshipsRequest;
import dev.twite.proto.follow.v1.Relationship;
import dev.twite.proto.follow.v1.UserPage;
import dev.twite.proto.profile.v1.User;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes users as the reader sees them: for a signed-in one, with the relationship to each. */
public final class UserAssembler {
  private final Profiles profiles;
  private final FollowBlockingStub follow;
  private final Pictures pictures;

  @Inject
  UserAssembler(Profiles profiles, FollowBlockingStub follow, Pictures pictures) {
    this.profiles = profiles;
    this.follow = follow;
    this.pictures = pictures;
  }

  /** As everybody sees it; also when nothing else can be learnt. */
  public UserView plain(User user) {
    return UserView.of(user, pictures(List.of(user)));
  }

  public UserView one(User user) {
    return all(List.of(user)).getFirst();
  }

  /** A page of users, in its order; those who are gone are left out. */
  public Page<UserView> page(UserPage page) {
    return page(page.getUserIdsList(), page.getNextCursor());
  }

  /** The same from ids. */
  public Page<UserView> page(List<Long> ids, long nextCursor) {
    return Page.of(all(profiles.byId(ids).values()), nextCursor);
  }

  private List<UserView> all(Collection<User> users) {
    Album album = pictures(users);
    if (CallContext.user().isEmpty()) {
      return users.stream().map(user -> UserView.of(user, album)).toList();
    }
    Map<Long, RelationshipView> relationships = relationships(users);
    return users.stream()
        .map(
            user ->
                UserView.of(
                    user, album, relationships.getOrDefault(user.getId(), RelationshipView.NONE)))
        .toList();
  }

  private Album pictures(Collection<User> users) {
    return pictures.of(
        users.stream()
            .flatMap(user -> Stream.of(user.getAvatarMediaId(), user.getBannerMediaId()))
            .toList());
  }

  private Map<Long, RelationshipView> relationships(Collection<User> users) {
    long self = CallContext.userIdOrZero();
    List<Long> others = users.stream().map(User::getId).filter(id -> id != self).toList();
    Map<Long, RelationshipView> found = new HashMap<>();
    if (!others.isEmpty()) {
      GetRelationshipsRequest request =
          GetRelationshipsRequest.newBuilder().addAllUserIds(others).build();
      for (Relationship one : follow.getRelationships(request).getRelationshipsList()) {
        found.put(one.getUserId(), RelationshipView.of(one));
      }
    }
    return found;
  }
}
