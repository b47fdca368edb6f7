package dev.twite.ratelimit;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.limit.RuleFile;
import dev.twite.common.limit.RuleFileException;
import dev.twite.common.limit.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * @param file of rules, laid over the built-in ones; none: those alone
 * @param text of the file at the start
 * @param rules at the start
 * @param look time between two looks at the file
 */
public record RatelimitConfig(Optional<Path> file, String text, Rules rules, Duration look) {
  public static RatelimitConfig from(ConfigReader config) {
    String name =
        config.string("RULES", "", "a file of rules to lay over the built-in ones; empty: none");
    Duration look =
        config.duration(
            "RULES_LOOK", Duration.ofSeconds(1), "the time between two looks at that file");
    if (name.isEmpty()) {
      return new RatelimitConfig(Optional.empty(), "", Rules.builtIn(), look);
    }
    Path file = Path.of(name).toAbsolutePath().normalize();
    String text = "";
    Rules rules = Rules.builtIn();
    try {
      text = Files.readString(file);
      rules = RuleFile.read(text, rules);
    } catch (IOException unreadable) {
      config.fault("RATELIMIT_RULES", file + " can't be read");
    } catch (RuleFileException faulty) {
      faulty.faults().forEach(fault -> config.fault("RATELIMIT_RULES", fault));
    }
    return new RatelimitConfig(Optional.of(file), text, rules, look);
  }
}
