package dev.twite.ctl;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** A command that lists, as far as it is told to. */
abstract class Listing extends Command {
  private static final int MOST = 10_000;
  private static final int PAGE = 100;

  @Option(
      names = {"-n", "--limit"},
      paramLabel = "N",
      defaultValue = "50",
      description = "At most so many, 1 to 10000 (default: ${DEFAULT-VALUE}).")
  private int limit;

  Listing(Ctl ctl) {
    super(ctl);
  }

  /** A page of a list. */
  record Page<T>(List<T> items, String nextCursor) {}

  /** Where a page begins, and how long it may be. */
  record Place(String cursor, int limit) {}

  /** Reads page after page. */
  <T> List<T> all(Function<Place, Page<T>> pages) {
    if (limit < 1 || limit > MOST) {
      throw new ParameterException(
          spec.commandLine(), "--limit is " + limit + ", but must be 1 to " + MOST);
    }
    List<T> items = new ArrayList<>();
    String cursor = "";
    do {
      Page<T> page = pages.apply(new Place(cursor, Math.min(PAGE, limit - items.size())));
      items.addAll(page.items());
      cursor = page.nextCursor();
    } while (!cursor.isEmpty() && items.size() < limit);
    return items;
  }
}
