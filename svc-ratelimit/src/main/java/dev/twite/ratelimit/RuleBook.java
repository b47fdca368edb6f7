package dev.twite.ratelimit;

import dev.twite.common.boot.Component;
import dev.twite.common.limit.RuleFile;
import dev.twite.common.limit.RuleFileException;
import dev.twite.common.limit.Rules;
import dev.twite.common.metrics.Metrics;
import dev.twite.common.thread.PeriodicTask;
import io.prometheus.client.Gauge;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules as they hold now. The file is read again while the service runs: by its content, as
 * editors, copies and mounted volumes change a file each in its own way. A faulty one changes
 * nothing but a line in the log and {@code twite_ratelimit_rule_faults}.
 */
public final class RuleBook implements Component {
  private static final Logger log = LoggerFactory.getLogger(RuleBook.class);

  /** No file's content. */
  private static final String UNREADABLE = "\0";

  private final Optional<Path> file;
  private final Gauge faults;
  private final PeriodicTask looking;
  private volatile Rules rules;
  private String looked;
  private String seen;

  @Inject
  RuleBook(RatelimitConfig config, Metrics metrics) {
    this.file = config.file();
    this.looking = new PeriodicTask("rules", config.look(), () -> file.ifPresent(this::read));
    this.rules = config.rules();
    this.looked = config.text();
    this.seen = config.text();
    this.faults =
        metrics.gauge(
            "twite_ratelimit_rule_faults", "Faults of the rules' file, which is not used then");
  }

  public Rules rules() {
    return rules;
  }

  @Override
  public void start() {
    if (file.isPresent()) {
      looking.start();
    }
  }

  @Override
  public void stop() throws InterruptedException {
    looking.stop();
  }

  private void read(Path path) {
    String text = textOf(path);
    boolean settled = text.equals(looked);
    looked = text;
    // What was the same at two looks: a file that is being written can be empty or half.
    if (!settled || text.equals(seen)) {
      return;
    }
    seen = text;
    if (text.equals(UNREADABLE)) {
      refuse(path, List.of("can't be read"));
      return;
    }
    try {
      Rules changed = RuleFile.read(text, Rules.builtIn());
      rules = changed;
      faults.set(0);
      log.info("Rules of version {} hold", changed.version());
    } catch (RuleFileException faulty) {
      refuse(path, faulty.faults());
    }
  }

  private void refuse(Path path, List<String> problems) {
    faults.set(problems.size());
    log.error("{} is not used, the rules before it hold on: {}", path, String.join("; ", problems));
  }

  private static String textOf(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException unreadable) {
      return UNREADABLE;
    }
  }
}
