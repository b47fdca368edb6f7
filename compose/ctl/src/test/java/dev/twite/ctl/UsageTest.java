package dev.twite.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class UsageTest {
  private static final Path PAGE = Path.of("..", "..", "docs", "twitectl.md");

  @TempDir Path nowhere;

  static Stream<CommandLine> commands() {
    List<CommandLine> all = new ArrayList<>();
    add(CtlMain.commandLine(new Ctl(Map.of(), InputStream.nullInputStream())), all);
    return all.stream();
  }

  private static void add(CommandLine command, List<CommandLine> all) {
    all.add(command);
    command.getSubcommands().values().forEach(sub -> add(sub, all));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelpsAndShowsAnExample(CommandLine command) {
    String[] words = command.getCommandSpec().qualifiedName().split(" ", 0);
    List<String> arguments = new ArrayList<>(List.of(words).subList(1, words.length));
    arguments.add("--help");
    Shell help = Shell.run(Map.of(), arguments.toArray(String[]::new));
    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: " + command.getCommandSpec().qualifiedName());
    assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
    if (command.getSubcommands().isEmpty()) {
      assertThat(help.out()).contains("Example").contains("twitectl ");
    }
    command
        .getCommandSpec()
        .options()
        .forEach(option -> assertThat(option.description()).as(option.toString()).isNotEmpty());
  }

  @Test
  void thePageInDocsIsWhatTheCommandsSay() throws Exception {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # twitectl, the operator's command line

        `make ctl ARGS="…"`, or `compose/ctl/bin/twitectl` after a build. It speaks to svc-admin on the machine that Twite runs
        on, with the deployment's own key, so it may do everything; what it changes is in the audit log as done by `ctl`.
        The first admin: `make ctl ARGS="roles grant HANDLE admin"`. `make` itself ends with 2 whenever a command fails; scripts
        call `compose/ctl/bin/twitectl`, whose exit codes are below. This page is what `--help` says; a test holds it to that.
        """);
    commands()
        .forEach(
            command ->
                page.append("\n## ")
                    .append(command.getCommandSpec().qualifiedName())
                    .append("\n```\n")
                    .append(command.getUsageMessage(Ansi.OFF).stripTrailing())
                    .append("\n```\n"));
    Path made = Path.of("target", "twitectl.md");
    Files.writeString(made, page);
    assertThat(Files.readString(PAGE))
        .as("copy %s to docs/", made.toAbsolutePath())
        .isEqualTo(page.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | Say what to do: name a command",
        "user | twitectl users",
        "users | Say what to do: find, show, ban, unban",
        "users shwo wren | users show",
        "users show | Missing required parameter: 'WHO'",
        "users show no! | 'no!' is no account: give a handle, or id: and its id",
        "users show id:-1 | '-1' is no id: a positive number",
        "users ban wren | Missing required option: '--reason=<reason>'",
        "users ban wren --reason x --until soon | is no time such as 7d, 2026-01-31",
        "roles grant wren king | expected one of [USER, MODERATOR, ADMIN]",
        "tweets remove x --reason y | 'x' is no id: a positive number",
        "logs --nonsense | Unknown option: '--nonsense'",
        "logs --level loud | expected one of [TRACE, DEBUG, INFO, WARN, ERROR]",
        "health extra | Unmatched argument at index 1: 'extra'",
      })
  void wrongUseEndsWith2AndNamesTheFix(String line, String said) {
    Shell shell = Shell.run(Map.of(), line.isEmpty() ? new String[0] : line.strip().split(" ", 0));
    assertThat(shell.exitCode()).as(shell.err()).isEqualTo(2);
    assertThat(shell.err()).contains(said).contains("--help` says more");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void whereThereWasNoRunItSaysSo() {
    Shell shell = Shell.run(Map.of("TWITE_DATA_DIR", nowhere.toString()), "health");
    assertThat(shell.exitCode()).isEqualTo(3);
    assertThat(shell.err()).contains("There has been no run", "make run", "TWITE_DATA_DIR");
  }

  @Test
  void wrongSettingsAreWrongUse() {
    Shell port = Shell.run(Map.of("TWITE_PORT_BASE", "http"), "health");
    assertThat(port.exitCode()).isEqualTo(2);
    assertThat(port.err()).contains("TWITE_PORT_BASE");
    Shell secret = Shell.run(Map.of("TWITE_SERVICE_SECRET", "short"), "health");
    assertThat(secret.exitCode()).isEqualTo(2);
    assertThat(secret.err()).contains("TWITE_SERVICE_SECRET").doesNotContain("short\n");
  }

  @Test
  void completionKnowsTheCommands() {
    Shell shell = Shell.run(Map.of(), "completion");
    assertThat(shell.exitCode()).isZero();
    assertThat(shell.out())
        .contains("complete -F _complete_twitectl", "dlt", "--repair", "MODERATOR");
  }
}
