package dev.twite.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAsWideAsWhatIsInThem() {
    StringWriter out = new StringWriter();
    new Table("ID", "NAME", "X")
        .row("1", "a", "end")
        .row("22", "longer", "")
        .print(new PrintWriter(out, true), false);
    assertThat(out.toString().lines())
        .containsExactly("ID  NAME    X", "1   a       end", "22  longer");
  }

  @Test
  void whatPeopleTypedMovesNoCursorAndColoursNothing_S22() {
    StringWriter out = new StringWriter();
    new Table("NAME")
        .row("a\u001b[31mb\r\nc\u202ed\u0007")
        .print(new PrintWriter(out, true), false);
    assertThat(out.toString().lines()).containsExactly("NAME", "a [31mb  c d");
  }

  @Test
  void coloursDoNotShiftColumns() {
    StringWriter out = new StringWriter();
    new Table("A", "B")
        .row(Table.cell("x", Colour.RED), Table.cell("y"))
        .print(new PrintWriter(out, true), true);
    assertThat(out.toString()).contains("\u001b[31mx\u001b[0m  y");
  }
}
