package dev.twite.profile;

import static dev.twite.common.testing.Eventually.eventually;
import static dev.twite.profile.ProfileFixture.assertFails;
import static dev.twite.profile.ProfileFixture.handle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.grpc.GrpcErrors;
import dev.twite.common.grpc.Transport;
import dev.twite.common.kafka.KafkaConfig;
import dev.twite.common.kafka.Topic;
import dev.twite.common.testing.Cluster;
import dev.twite.proto.events.v1.ProfileUpdated;
import dev.twite.proto.events.v1.UserCreated;
import dev.twite.proto.events.v1.UserDeleted;
import dev.twite.proto.profile.v1.CreateProfileRequest;
import dev.twite.proto.profile.v1.GetUsersByHandleRequest;
import dev.twite.proto.profile.v1.GetUsersRequest;
import dev.twite.proto.profile.v1.ProfileGrpc;
import dev.twite.proto.profile.v1.UpdateProfileRequest;
import dev.twite.proto.profile.v1.User;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProfileIT {
  private static ProfileFixture fixture;

  private final long ann = fixture.newUser();
  private final long bob = fixture.newUser();

  @BeforeAll
  static void start() throws Exception {
    fixture = new ProfileFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void theCallAndTheEventMakeOneProfileWhicheverIsFirst() throws Exception {
    User expected =
        User.newBuilder()
            .setId(ann)
            .setHandle(handle(ann))
            .setName("Name " + ann)
            .setCreatedAtMs(ann)
            .build();
    assertThat(fixture.create(ann)).isEqualTo(expected);
    assertThat(fixture.create(ann)).isEqualTo(expected);

    fixture.publish(List.of(created(ann), created(bob)));
    eventually(() -> assertThat(fixture.get(bob)).hasSize(1));
    assertThat(fixture.create(bob)).isEqualTo(fixture.get(bob).getFirst());
    assertThat(fixture.get(ann)).containsExactly(expected);
  }

  @Test
  void aLateCreationDoesNotUndoAnEdit() {
    fixture.create(ann);
    update(ann, UpdateProfileRequest.newBuilder().setName("New").build());
    assertThat(fixture.create(ann).getName()).isEqualTo("New");
  }

  @Test
  void usersComeInTheOrderAskedForWithoutTheUnknown() {
    fixture.create(ann);
    fixture.create(bob);
    assertThat(fixture.get(bob, 1, ann)).extracting(User::getId).containsExactly(bob, ann);
    assertThat(
            fixture
                .gateway
                .getUsersByHandle(
                    GetUsersByHandleRequest.newBuilder()
                        .addHandles(handle(bob).toUpperCase(Locale.ROOT))
                        .addHandles("nobody_at_all")
                        .addHandles("\0")
                        .addHandles(handle(ann).toLowerCase(Locale.ROOT))
                        .build())
                .getUsersList())
        .extracting(User::getId)
        .containsExactly(bob, ann);
  }

  @Test
  void aBatchHoldsAtMost200() {
    List<Long> ids = LongStream.rangeClosed(1, 201).boxed().toList();
    assertFails(
        ErrorCode.INVALID_REQUEST,
        () -> fixture.gateway.getUsers(GetUsersRequest.newBuilder().addAllIds(ids).build()));
    assertThat(
            fixture
                .gateway
                .getUsers(GetUsersRequest.newBuilder().addAllIds(ids.subList(0, 200)).build())
                .getUsersList())
        .isEmpty();
    List<String> handles = ids.stream().map(ProfileFixture::handle).toList();
    assertFails(
        ErrorCode.INVALID_REQUEST,
        () ->
            fixture.gateway.getUsersByHandle(
                GetUsersByHandleRequest.newBuilder().addAllHandles(handles).build()));
  }

  @Test
  void aDeletedAccountIsGoneForGoodAndItsHandleIsFree_R7() throws Exception {
    fixture.create(ann);
    fixture.publish(List.of(deleted(ann)));
    eventually(() -> assertThat(fixture.get(ann)).isEmpty());
    assertThat(fixture.find(handle(ann))).isEmpty();

    assertFails(ErrorCode.USER_NOT_FOUND, () -> fixture.create(ann));
    assertFails(
        ErrorCode.USER_NOT_FOUND,
        () -> update(ann, UpdateProfileRequest.newBuilder().setName("Back").build()));
    assertThat(fixture.create(bob, handle(ann)).getId()).isEqualTo(bob);
    replayCreationOf(ann);
    assertThat(fixture.find(handle(ann))).map(User::getId).contains(bob);
  }

  @Test
  void aDeletionThatComesBeforeTheCreationWins_R7() throws Exception {
    fixture.publish(List.of(deleted(ann)));
    replayCreationOf(ann);
    assertThat(fixture.get(ann)).isEmpty();
    assertFails(ErrorCode.USER_NOT_FOUND, () -> fixture.create(ann));
  }

  @Test
  void aNewHolderOfAHandleNeedNotWaitForWordOfTheOldOnesEnd() throws Exception {
    fixture.create(ann, "reused");
    assertThat(fixture.create(bob, "REUSED").getHandle()).isEqualTo("REUSED");
    assertThat(fixture.find("reused")).map(User::getId).contains(bob);
    assertThat(fixture.get(ann)).isEmpty();
    assertFails(ErrorCode.USER_NOT_FOUND, () -> fixture.create(ann, "reused"));
    assertThat(fixture.find("reused")).map(User::getId).contains(bob);
  }

  @Test
  void onlyWhatIsSetChangesAndIsToldOnce() {
    fixture.create(ann);
    UpdateProfileRequest request =
        UpdateProfileRequest.newBuilder()
            .setBio(" Sings. ")
            .setWebsite("https://a.example")
            .build();
    User updated = update(ann, request);
    assertThat(updated)
        .isEqualTo(
            User.newBuilder()
                .setId(ann)
                .setHandle(handle(ann))
                .setName("Name " + ann)
                .setBio("Sings.")
                .setWebsite("https://a.example")
                .setCreatedAtMs(ann)
                .build());
    assertThat(update(ann, request)).as("nothing changes").isEqualTo(updated);
    update(ann, UpdateProfileRequest.newBuilder().setWebsite("").build());
    assertThat(fixture.get(ann).getFirst().getWebsite()).isEmpty();

    KafkaConfig kafka = fixture.service.get(KafkaConfig.class);
    try (TopicReader topic = new TopicReader(kafka.bootstrap(), Topic.PROFILE.in(kafka))) {
      List<ProfileUpdated> told = new ArrayList<>();
      ProfileUpdated event =
          ProfileUpdated.newBuilder()
              .setUserId(ann)
              .setHandle(handle(ann))
              .setName("Name " + ann)
              .setBio("Sings.")
              .build();
      eventually(
          () -> {
            for (byte[] value : topic.poll(ann)) {
              told.add(ProfileUpdated.parseFrom(value));
            }
            assertThat(told).containsExactly(event, event);
          });
    }
  }

  @Test
  void picturesAreTheOwnersOrRefusedByField_S1() {
    fixture.create(ann);
    fixture.media.add(ann, 51, "image");
    fixture.media.add(bob, 52, "image");
    User changed =
        update(
            ann,
            UpdateProfileRequest.newBuilder().setAvatarMediaId(51).setBannerMediaId(51).build());
    assertThat(changed.getAvatarMediaId()).isEqualTo(51);
    assertThat(changed.getBannerMediaId()).isEqualTo(51);
    Throwable refused =
        catchThrowable(
            () -> update(ann, UpdateProfileRequest.newBuilder().setBannerMediaId(52).build()));
    assertThat(GrpcErrors.toError(refused).fields())
        .extracting(fault -> fault.field() + " " + fault.code())
        .containsExactly("banner_media_id media_not_found");
    assertThat(update(ann, UpdateProfileRequest.newBuilder().setAvatarMediaId(0).build()))
        .isEqualTo(changed.toBuilder().clearAvatarMediaId().build());
  }

  @Test
  void onlyNewPicturesAreHeldAndOnlyWhileTheirChangeIsOnItsWay() {
    fixture.create(ann);
    fixture.media.add(ann, 151, "image");
    fixture.media.add(ann, 152, "image");
    update(ann, UpdateProfileRequest.newBuilder().setAvatarMediaId(151).build());
    assertThat(fixture.media.held.values()).filteredOn(List.of(151L)::equals).hasSize(1);
    int calls = fixture.media.calls.get();
    update(ann, UpdateProfileRequest.newBuilder().setAvatarMediaId(151).setBio("Sings.").build());
    assertThat(fixture.media.calls).hasValue(calls);
    // The first is held, the second is nobody's.
    Throwable refused =
        catchThrowable(
            () ->
                update(
                    ann,
                    UpdateProfileRequest.newBuilder()
                        .setAvatarMediaId(152)
                        .setBannerMediaId(404)
                        .build()));
    assertThat(GrpcErrors.toError(refused).fields())
        .extracting(fault -> fault.field())
        .containsExactly("banner_media_id");
    assertThat(fixture.media.calls).hasValue(calls + 2);
    assertThat(fixture.media.held.values()).filteredOn(ids -> ids.contains(152L)).isEmpty();
  }

  @Test
  void aRefusedUpdateChangesNothingAndNamesTheFields() {
    fixture.create(ann);
    Throwable refused =
        catchThrowable(
            () ->
                update(
                    ann,
                    UpdateProfileRequest.newBuilder()
                        .setName("")
                        .setBio("kept?")
                        .setAvatarMediaId(5)
                        .build()));
    assertThat(GrpcErrors.toError(refused).fields())
        .extracting(fault -> fault.field() + " " + fault.code())
        .containsExactly("name required");
    assertThat(fixture.get(ann).getFirst().getBio()).isEmpty();
  }

  @Test
  void everyMethodRefusesCallsWithoutACallToken_S20() {
    ManagedChannel bare =
        fixture
            .service
            .get(Transport.class)
            .channel("profile", new ConfigReader("stranger", Map.of()))
            .build();
    try {
      for (MethodDescriptor<?, ?> method : ProfileGrpc.getServiceDescriptor().getMethods()) {
        assertThat(Status.fromThrowable(catchThrowable(() -> call(bare, method))).getCode())
            .as(method.getFullMethodName())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    } finally {
      bare.shutdownNow();
    }
  }

  @Test
  void onlyRegistrarsMakeProfilesAndOnlyPeopleEditTheirs_S20() {
    ProfileGrpc.ProfileBlockingStub tweet = fixture.stub("tweet");
    assertFails(
        ErrorCode.FORBIDDEN, () -> tweet.createProfile(CreateProfileRequest.getDefaultInstance()));
    assertFails(
        ErrorCode.UNAUTHENTICATED,
        () -> fixture.gateway.updateProfile(UpdateProfileRequest.getDefaultInstance()));
  }

  /** Has a UserCreated handled, and everything published under the account's id before it. */
  private static void replayCreationOf(long user) throws Exception {
    long marker = fixture.newUser();
    fixture.publish(List.of(created(user), created(marker, user)));
    eventually(() -> assertThat(fixture.get(marker)).hasSize(1));
  }

  private static User update(long user, UpdateProfileRequest request) {
    return Cluster.as(user, () -> fixture.gateway.updateProfile(request));
  }

  private static ProducerRecord<byte[], byte[]> created(long user) {
    return created(user, user);
  }

  /** Under the key of another, so that it comes after that one's events. */
  private static ProducerRecord<byte[], byte[]> created(long user, long key) {
    UserCreated event =
        UserCreated.newBuilder()
            .setUserId(user)
            .setHandle(handle(user))
            .setName("Name " + user)
            .setCreatedAtMs(user)
            .build();
    return fixture.event(Topic.USER, key, user, event);
  }

  private static ProducerRecord<byte[], byte[]> deleted(long user) {
    UserDeleted event = UserDeleted.newBuilder().setUserId(user).build();
    return fixture.event(Topic.USER, user, user + 1_000_000, event);
  }

  @SuppressWarnings("unchecked")
  private static void call(ManagedChannel channel, MethodDescriptor<?, ?> method) {
    MethodDescriptor<Object, Object> any = (MethodDescriptor<Object, Object>) method;
    Object request =
        ((PrototypeMarshaller<Object>) any.getRequestMarshaller()).getMessagePrototype();
    CallOptions options = CallOptions.DEFAULT.withDeadlineAfter(20, TimeUnit.SECONDS);
    ClientCalls.blockingUnaryCall(channel, any, options, request);
  }
}
