package dev.twite.bench.race;

import dev.twite.bench.Arguments;
import dev.twite.bench.BenchException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The command {@code race}, which is {@code make bench}. */
public final class Race {
  private static final Path DATA = Path.of("bench/target/race");
  private static final Path GROWING_DATA = Path.of("bench/target/growth");
  private static final Path LINES = Path.of("bench/results.jsonl");
  private static final Path TABLES = Path.of("bench/RESULTS.md");
  private static final Path SCRIPT = Path.of("bench/wrk/reads.lua");

  private final PrintStream out;
  private boolean failed;

  public Race(PrintStream out) {
    this.out = out;
  }

  /**
   * The exit code: 1 when a measurement could not be made; targets that are not met are figures,
   * not faults.
   */
  public int run(String[] args) {
    RacePlan plan = RacePlan.from(Arguments.parse(args, 1, RacePlan.OPTIONS));
    Results results = new Results(LINES, TABLES);
    Machine machine = Machine.here();
    Optional<Entry> before = results.last(machine);
    long begin = System.nanoTime();
    String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    double load = Machine.load();
    if (load > machine.cores()) {
      out.printf("The load is %.1f on %d cores: figures will be low.%n", load, machine.cores());
    }
    Reads reads = new Reads(plan.wrk() ? Wrk.find(System.getenv(), SCRIPT).orElse(null) : null);
    Entry entry =
        new Entry(
            time,
            commit(),
            machine,
            "make bench" + options(args),
            load,
            reads.tool(),
            plan.rounds(),
            (int) plan.round().toSeconds(),
            measure(plan, reads));
    out.println();
    out.println(Results.table(entry));
    if (plan.compare()) {
      out.println(
          before
              .map(old -> Change.table(old, entry))
              .orElse("No earlier run on such a machine to compare with."));
    }
    if (!plan.dry()) {
      results.append(entry);
      out.println("Appended to " + TABLES + " and " + LINES);
    }
    out.printf("Took %.0f s.%n", (System.nanoTime() - begin) / 1e9);
    return failed ? 1 : 0;
  }

  private List<Row> measure(RacePlan plan, Reads reads) {
    List<Row> rows = new ArrayList<>();
    if (plan.wantsCast()) {
      rows.addAll(withCast(plan, reads));
    }
    if (plan.wants("growth")) {
      out.println("Measuring: growth");
      rows.addAll(new Growth(plan, GROWING_DATA, out).run());
    }
    return rows;
  }

  private List<Row> withCast(RacePlan plan, Reads reads) {
    List<Row> rows = new ArrayList<>();
    Stage.clear(DATA);
    Cast cast;
    try (Stage stage = Stage.start(DATA, false, out)) {
      cast = Cast.settle(plan.network(), plan, stage.api(), stage.postgres(), out);
      Ground ground = new Ground(plan, stage, cast, reads, out);
      for (String measure : RacePlan.MEASURES) {
        if (plan.wants(measure) && !RacePlan.OWN_STARTS.contains(measure)) {
          rows.addAll(tried(measure, ground));
        }
      }
    }
    Shapes shapes = new Shapes(plan, DATA, out);
    if (plan.wants("start")) {
      rows.addAll(shapes.starts());
    }
    if (plan.wants("split")) {
      rows.addAll(shapes.split(cast, reads, rows));
    }
    return rows;
  }

  /** One that fails costs the others nothing. */
  private List<Row> tried(String measure, Ground ground) {
    try {
      return one(measure, ground);
    } catch (BenchException broken) {
      failed = true;
      out.println(measure + " can't be measured: " + broken.getMessage());
      return List.of();
    }
  }

  private List<Row> one(String measure, Ground ground) {
    out.println("Measuring: " + measure);
    return switch (measure) {
      case "reads" -> new TimelineReads(ground).run();
      case "search" -> new SearchByRest(ground).run();
      case "fanout" -> new FanOutRate(ground).run();
      case "create" -> new Creation(ground).run();
      case "mix" -> new Mix(ground).run();
      case "fresh" -> new FreshUnderLoad(ground).run();
      case "sockets" -> new SocketCrowd(ground).run();
      default -> throw new IllegalStateException(measure);
    };
  }

  /** As it was typed to make. */
  private static String options(String[] args) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i < args.length; i++) {
      String[] parts = args[i].substring(2).split("=", 2);
      String name = parts[0].toUpperCase(Locale.ROOT).replace('-', '_');
      text.append(' ').append(name).append('=').append(parts.length == 2 ? parts[1] : "1");
    }
    return text.toString();
  }

  private static String commit() {
    String name = git("rev-parse", "--short", "HEAD");
    String changed = git("status", "--porcelain", "--", ".", ":!" + LINES, ":!" + TABLES);
    return changed.isEmpty() ? name : name + "+";
  }

  private static String git(String... arguments) {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.strip() : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted", interrupted);
    }
  }
}
