package dev.twite.profile;

import static dev.twite.profile.ProfileFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import dev.twite.proto.profile.v1.ProfileGrpc.ProfileBlockingStub;
import dev.twite.proto.profile.v1.ScanUsersRequest;
import dev.twite.proto.profile.v1.User;
import dev.twite.proto.profile.v1.UserPage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an index that is built anew reads. */
class ScanIT {
  private static ProfileFixture fixture;

  @BeforeAll
  static void start() throws Exception {
    fixture = new ProfileFixture();
  }

  @AfterAll
  static void stop() {
    fixture.close();
  }

  @Test
  void aScanGivesEveryProfileInOrderToTheIndexAlone() {
    List<Long> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long user = fixture.newUser();
      made.add(fixture.create(user).getId());
    }
    ProfileBlockingStub search = fixture.stub("search");
    List<Long> seen = new ArrayList<>();
    long after = 0;
    do {
      UserPage page =
          search.scanUsers(ScanUsersRequest.newBuilder().setAfterId(after).setLimit(2).build());
      page.getUsersList().stream().map(User::getId).forEach(seen::add);
      after = page.getNextCursor();
    } while (after != 0);
    assertThat(seen).isEqualTo(made);
    assertFails(
        ErrorCode.INVALID_REQUEST,
        () -> search.scanUsers(ScanUsersRequest.newBuilder().setLimit(1_001).build()));
    assertFails(
        ErrorCode.FORBIDDEN,
        () -> fixture.gateway.scanUsers(ScanUsersRequest.newBuilder().setLimit(1).build()));
  }
}
