package dev.twite.profile.grpc;

import dev.twite.common.grpc.Calls;
import dev.twite.common.identity.CallContext;
import dev.twite.profile.Accounts;
import dev.twite.profile.ProfileEditor;
import dev.twite.profile.Profiles;
import dev.twite.proto.profile.v1.CreateProfileRequest;
import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.GetUsersResponse;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.ScanUsersRequest;
import dev.twite.proto.profile.v1.UpdateProfileRequest;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.profile.v1.UserPage;
import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import java.util.Set;

/** The door: who asks, what for, and the answer as a message. */
public final class ProfileGrpcService extends ProfileGrpc.ProfileImplBase {
  // Whoever registers accounts; a name put in here is not checked again anywhere.
  private static final Set<String> REGISTRARS = Set.of("gateway", "auth");

  private static final Set<String> INDEXES = Set.of("search");

  private final Profiles profiles;
  private final Accounts accounts;
  private final ProfileEditor editor;

  @Inject
  ProfileGrpcService(Profiles profiles, Accounts accounts, ProfileEditor editor) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.editor = editor;
  }

  @Override
  public void createProfile(CreateProfileRequest request, StreamObserver<User> observer) {
    CallContext.requireService(REGISTRARS);
    Calls.reply(
        observer,
        () -> {
          accounts.create(
              request.getUserId(),
              request.getHandle(),
              request.getName(),
              request.getCreatedAtMs());
          return Messages.of(profiles.byId(request.getUserId()));
        });
  }

  @Override
  public void getUsers(GetUsersRequest request, StreamObserver<GetUsersResponse> observer) {
    Calls.reply(observer, () -> Messages.of(profiles.byIds(request.getIdsList())));
  }

  @Override
  public void getUsersByHandle(
      GetUsersByHandleRequest request, StreamObserver<GetUsersResponse> observer) {
    Calls.reply(observer, () -> Messages.of(profiles.byHandles(request.getHandlesList())));
  }

  @Override
  public void scanUsers(ScanUsersRequest request, StreamObserver<UserPage> observer) {
    CallContext.requireService(INDEXES);
    Calls.reply(
        observer,
        () ->
            Messages.page(
                profiles.scan(request.getAfterId(), request.getLimit()), request.getLimit()));
  }

  @Override
  public void updateProfile(UpdateProfileRequest request, StreamObserver<User> observer) {
    Calls.reply(
        observer,
        () -> Messages.of(editor.update(CallContext.requireUser().id(), Messages.change(request))));
  }
}
