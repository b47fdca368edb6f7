package dev.twite.ctl;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns as wide as what is in them. */
final class Table {
  private static final String GAP = "  ";

  private final List<List<Cell>> rows = new ArrayList<>();

  Table(String... head) {
    List<Cell> cells = new ArrayList<>();
    for (String name : head) {
      cells.add(new Cell(name, Colour.DIM));
    }
    rows.add(cells);
  }

  record Cell(String text, Colour colour) {}

  static Cell cell(String text) {
    return new Cell(clean(text), Colour.NONE);
  }

  static Cell cell(String text, Colour colour) {
    return new Cell(clean(text), colour);
  }

  Table row(Cell... cells) {
    rows.add(List.of(cells));
    return this;
  }

  Table row(String... cells) {
    List<Cell> row = new ArrayList<>();
    for (String text : cells) {
      row.add(cell(text));
    }
    rows.add(row);
    return this;
  }

  void print(PrintWriter out, boolean colours) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<Cell> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        Cell cell = row.get(i);
        line.append(colours ? cell.colour().of(cell.text()) : cell.text());
        if (i + 1 < row.size()) {
          line.append(" ".repeat(widths[i] - length(cell))).append(GAP);
        }
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private static int length(Cell cell) {
    return cell.text().codePointCount(0, cell.text().length());
  }

  /** What people have typed must not move the cursor or begin a line of its own. */
  static String clean(String text) {
    return text.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
