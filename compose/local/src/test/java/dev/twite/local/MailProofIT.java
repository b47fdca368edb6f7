package dev.twite.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.testing.Eventually;
import dev.twite.local.MailboxOf.Letter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** svc-email and the mail server are killed while people sign up. */
@Tag("verify")
class MailProofIT {
  private static final int PEOPLE = 150;
  private static final int KILLS = 4;
  private static final int AT_ONCE = 4;

  @TempDir Path folder;

  @Test
  void everyoneIsMailedHoweverOftenTheSenderDies_R1_andNothingIsTold_S22() throws Exception {
    Map<String, String> env =
        Map.of(
            "TWITE_AUTH_BCRYPT_COST",
            "4",
            "TWITE_EMAIL_LEASE",
            "25s",
            "TWITE_SMTP_TIMEOUT",
            "2s",
            "TWITE_LIMITS",
            "loopback_exempt");
    try (Town town = Town.split(folder, env)) {
      for (int i = 0; i < PEOPLE; i++) {
        assertThat(Resident.moveIn(town.url(), "m").id()).isNotEmpty();
        if (i % (PEOPLE / KILLS) == PEOPLE / KILLS / 2) {
          town.killAndRestart(i % 2 == 0 ? "mail" : "email");
        }
      }
      MailboxOf everybody = new MailboxOf(folder, "");
      Eventually.within(
          Duration.ofMinutes(4), () -> assertThat(messageIds(everybody)).hasSize(PEOPLE));
      // Twice only what was in the sender's hands when it died.
      assertThat(everybody.letters().size()).isLessThanOrEqualTo(PEOPLE + KILLS * AT_ONCE);
      assertNothingTold(everybody);
    }
  }

  private static Set<String> messageIds(MailboxOf everybody) throws IOException {
    return everybody.letters().stream().map(Letter::messageId).collect(Collectors.toSet());
  }

  private void assertNothingTold(MailboxOf everybody) throws Exception {
    List<String> secrets = new ArrayList<>(List.of("@example.org", "correct horse"));
    everybody.letters().forEach(letter -> secrets.add(letter.token()));
    try (Stream<Path> logs = Files.list(folder.resolve("log"))) {
      for (Path log : logs.filter(file -> !file.toString().contains("postgres")).toList()) {
        String text = Files.readString(log, StandardCharsets.UTF_8);
        for (String secret : secrets) {
          assertThat(text).as(log.getFileName().toString()).doesNotContain(secret);
        }
      }
    }
  }
}
