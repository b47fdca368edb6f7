package dev.twite.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.search.testing.Rig;
import dev.twite.search.testing.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What banned accounts have is not found, and is found again afterwards. */
class BansIT {
  @TempDir Path folder;

  @Test
  void bannedAccountsAreNotFoundAlsoAfterARestartAndABuild_S4() throws Exception {
    try (Rig rig = new Rig(folder)) {
      World world = rig.world;
      long crook = world.join("crooked", "Crook", "");
      long tweet = world.tweet(crook, "crookery #crookery");
      rig.settled(() -> assertThat(rig.find("crookery")).containsExactly(tweet));
      world.ban(crook, 1, true);
      rig.settled(() -> assertGone(rig));
      // Word that is older than the last changes nothing.
      world.ban(crook, 2, false);
      world.ban(crook, 1, true);
      rig.settled(() -> assertThere(rig, crook, tweet));
      world.ban(crook, 3, true);
      rig.settled(() -> assertGone(rig));
      rig.stop();
      rig.start();
      rig.settled(() -> assertGone(rig));
      rig.stop();
      empty(folder);
      rig.start();
      rig.settled(() -> assertGone(rig));
      world.ban(crook, 4, false);
      rig.settled(() -> assertThere(rig, crook, tweet));
    }
  }

  private static void assertGone(Rig rig) {
    assertThat(rig.find("crookery")).isEmpty();
    assertThat(rig.users(0, "crooked")).isEmpty();
    assertThat(rig.suggest(0, "crook").getUserIdsList()).isEmpty();
  }

  private static void assertThere(Rig rig, long crook, long tweet) {
    assertThat(rig.find("crookery")).containsExactly(tweet);
    assertThat(rig.users(0, "crooked")).containsExactly(crook);
    assertThat(rig.suggest(0, "crook").getUserIdsList()).isEqualTo(List.of(crook));
  }

  private static void empty(Path folder) throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!one.equals(folder)) {
          Files.delete(one);
        }
      }
    }
  }
}
