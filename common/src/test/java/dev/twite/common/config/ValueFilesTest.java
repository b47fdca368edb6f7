package dev.twite.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValueFilesTest {
  private static final String HUSH = "hush-hush-hush";

  @TempDir Path folder;

  @Test
  void aValueMayStandInAFileWithoutItsLastLineBreak() throws IOException {
    Map<String, String> env =
        Map.of(
            "TWITE_PG_PASSWORD_FILE", file("shared", "pass word\n"),
            "TWITE_TWEET_REDIS_POOL_FILE", file("own", "9\r\n"),
            "TWITE_REDIS_POOL", "7");
    ConfigReader config = new ConfigReader("tweet", env);
    assertThat(config.password("PG_PASSWORD", "a password").reveal()).isEqualTo("pass word");
    assertThat(config.integer("REDIS_POOL", 1, 1, 100, "connections")).isEqualTo(9);
    config.finish();
    assertThat(ValueFiles.resolve("tweet", env))
        .containsEntry("TWITE_PG_PASSWORD", "pass word")
        .containsEntry("TWITE_TWEET_REDIS_POOL", "9");
  }

  @Test
  void onlyTheLastLineBreakIsCut() throws IOException {
    Map<String, String> env = Map.of("TWITE_KEY_FILE", file("pem", "one\ntwo\n\n"));
    assertThat(ValueFiles.resolve("tweet", env)).isEqualTo(Map.of("TWITE_KEY", "one\ntwo\n"));
  }

  @Test
  void aFileForOneServiceWinsOverAValueForAll() throws IOException {
    ConfigReader config =
        new ConfigReader(
            "tweet",
            Map.of("TWITE_NAME", "all", "TWITE_TWEET_NAME_FILE", file("name", "one service")));
    assertThat(config.required("NAME", "a name")).isEqualTo("one service");
    config.finish();
  }

  @Test
  void twoSourcesOfOneValueAreAFaultNamedOnce() throws IOException {
    ConfigReader config =
        new ConfigReader(
            "tweet", Map.of("TWITE_NAME", HUSH, "TWITE_NAME_FILE", file("name", HUSH)));
    config.required("NAME", "a name");
    config.string("NAME", "nobody", "a name");
    assertThat(faults(config))
        .containsExactly("TWITE_NAME and TWITE_NAME_FILE: both are set; keep one of them");
  }

  @Test
  void unusableFilesAreNamedWithTheirVariable() throws IOException {
    String absent = folder.resolve("absent").toString();
    Path malformed = Files.write(folder.resolve("malformed"), new byte[] {(byte) 0xC3, 0x28});
    String large = file("large", "h".repeat(64 * 1024 + 1));
    Map<String, String> env =
        Map.of(
            "TWITE_A_FILE",
            absent,
            "TWITE_B_FILE",
            folder.toString(),
            "TWITE_C_FILE",
            large,
            "TWITE_D_FILE",
            file("empty", "\n"),
            "TWITE_E_FILE",
            malformed.toString(),
            "TWITE_F_FILE",
            "",
            "TWITE_G_FILE",
            "a\0b");
    ConfigReader config = new ConfigReader("tweet", env);
    for (String key : List.of("A", "B", "C", "D", "E", "F", "G")) {
      config.password(key, "a password");
    }
    List<String> faults = faults(config);
    assertThat(faults)
        .containsExactly(
            "TWITE_A_FILE: " + absent + " can't be read: there is none",
            "TWITE_B_FILE: " + folder + " can't be read",
            "TWITE_C_FILE: " + large + " is larger than 64 KiB",
            "TWITE_D_FILE: " + folder.resolve("empty") + " is empty",
            "TWITE_E_FILE: " + malformed + " is not text in UTF-8",
            "TWITE_F_FILE: empty; set it to the path of a file",
            "TWITE_G_FILE: a\0b can't be read");
    assertThatThrownBy(() -> ValueFiles.resolve("tweet", env))
        .isInstanceOfSatisfying(
            ConfigException.class, thrown -> assertThat(thrown.faults()).isEqualTo(faults));
  }

  @Test
  void aFileOf64KiBIsRead() throws IOException {
    String text = "h".repeat(64 * 1024);
    assertThat(ValueFiles.resolve("tweet", Map.of("TWITE_KEY_FILE", file("key", text))))
        .containsEntry("TWITE_KEY", text);
  }

  @Test
  void noFaultHoldsWhatAFileHolds_S22() throws IOException {
    String path = file("hush", HUSH);
    ConfigReader config =
        new ConfigReader(
            "tweet",
            Map.of(
                "TWITE_POOL_FILE", path,
                "TWITE_ON_FILE", path,
                "TWITE_WAIT_FILE", path,
                "TWITE_LEVEL_FILE", path,
                "TWITE_KEY_FILE", path,
                "TWITE_ORIGINS_FILE", path));
    config.integer("POOL", 1, 1, 100, "connections");
    config.flag("ON", true, "whether");
    config.duration("WAIT", Duration.ofSeconds(1), "a wait");
    config.choice("LEVEL", Thread.State.class, Thread.State.NEW, "a level");
    config.secret("KEY", "a key");
    String origins = config.string("ORIGINS", "", "a list of origins");
    config.fault("ORIGINS", "'" + origins + "' is no origin");
    List<String> faults = faults(config);
    assertThat(faults)
        .hasSize(6)
        .noneMatch(fault -> fault.contains(HUSH))
        .contains(
            "TWITE_POOL_FILE: " + path + ": not a whole number; it is connections (1 to 100)",
            "TWITE_ORIGINS_FILE: what " + path + " holds is not a list of origins");
  }

  @Test
  void filesOfUnknownSettingsAreNamed() throws IOException {
    ConfigReader config =
        new ConfigReader(
            "tweet",
            Map.of(
                "TWITE_TWEET_POLL_FILE", file("pool", "3"),
                "TWITE_TWEET_FILE", "x",
                "TWITE_TWEET_ADDR_FILE", "not its own"));
    config.integer("POOL", 4, 1, 10, "connections");
    assertThat(faults(config))
        .containsExactly(
            "TWITE_TWEET_FILE: unknown; did you mean TWITE_TWEET_ADDR?",
            "TWITE_TWEET_POLL_FILE: unknown; did you mean TWITE_TWEET_POOL_FILE?");
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static List<String> faults(ConfigReader config) {
    return catchThrowableOfType(ConfigException.class, config::finish).faults();
  }
}
