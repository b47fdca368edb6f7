package dev.twite.search.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every operator, how they combine, and where it is said what is wrong. */
class ParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          wren                             | wren
          wren song                        | (wren & song)
          "wren song"                      | "wren song"
          “wren song”                      | "wren song"
          -wren                            | !wren
          - wren                           | (- & wren)
          song-bird                        | song-bird
          #wren                            | #wren
          ＃鳥                             | #鳥
          #Привет_мир                      | #Привет_мир
          @ann_b                           | @ann_b
          from:ann                         | from(ann)
          FROM:@Ann                        | from(Ann)
          to:bob                           | to(bob)
          since:2026-01-31                 | since(2026-01-31T00:00:00Z)
          until:2026-01-31                 | until(2026-01-31T00:00:00Z)
          since:2026-01-31T12:30:00+02:00  | since(2026-01-31T10:30:00Z)
          until:2026-01-31t12:30:00.5z     | until(2026-01-31T12:30:00.500Z)
          has:media                        | has(media)
          has:Links                        | has(links)
          lang:RU                          | lang(ru)
          min_likes:10                     | likes(10)
          a OR b                           | (a / b)
          a OR b OR c                      | (a / b / c)
          a b OR c                         | ((a & b) / c)
          a (b OR c)                       | (a & (b / c))
          (a)                              | a
          ((a b)) c                        | ((a & b) & c)
          -(a OR b)                        | !(a / b)
          -"a b" -#c -@dan -from:eve       | (!"a b" & !#c & !@dan & !from(eve))
          -has:links -min_likes:3          | (!has(links) & !likes(3))
          -a OR -b                         | (!a / !b)
          from:ann to:bob @cid #d "e f" g  | (from(ann) & to(bob) & @cid & #d & "e f" & g)
          or and OR not                    | ((or & and) / not)
          12:30                            | 12:30
          https://example.org/a?b=c        | https://example.org/a?b=c
          unknown:word                     | unknown:word
          has(media)                       | (has & media)
          a"b c"d                          | (a & "b c" & d)
          # @                              | (# & @)
          !!!                              | !!!
          日本語 OR русский                | (日本語 / русский)
          lang:en (cat OR "big dog") -rat since:2026-01-01 until:2026-02-01 has:media | \
          (lang(en) & (cat / "big dog") & !rat & since(2026-01-01T00:00:00Z) & \
          until(2026-02-01T00:00:00Z) & has(media))
          """)
  void means(String query, String meaning) {
    assertThat(show(Parser.parse(query))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          (                    | 2  | a word
          ()                   | 2  | a word
          (wren                | 6  | a ) for the ( at column 1
          a (b (c)             | 9  | a ) for the ( at column 3
          wren)                | 5  | a ( before
          )                    | 1  | a word
          "wren                | 1  | a closing quotation mark
          a "b" "c             | 7  | a closing quotation mark
          ""                   | 2  | words between
          "  "                 | 2  | words between
          OR                   | 1  | before OR
          OR a                 | 1  | before OR
          a OR                 | 5  | after OR
          a OR OR b            | 6  | after OR
          (a OR) b             | 6  | after OR
          a -OR b              | 4  | after -
          a --b                | 4  | after -
          -)                   | 2  | after -
          from:                | 6  | a handle
          from:a               | 6  | a handle
          from:"ann"           | 6  | a handle
          to:no-handle         | 4  | a handle
          from:abcdefghijklmnop | 6 | a handle
          cat from:é           | 10 | a handle
          😀😀 from:           | 9  | a handle
          @a!                  | 2  | a handle
          #c++                 | 2  | a hashtag
          since:               | 7  | a date
          since:yesterday      | 7  | a date
          since:2026-02-30     | 7  | a date
          until:2026-1-1       | 7  | a date
          until:2026-01-01T25:00:00Z | 7 | a date
          since:+999999999-12-31T00:00:00Z | 7 | after since:
          has:pictures         | 5  | media or links
          has:                 | 5  | media or links
          lang:english         | 6  | a language
          lang:                | 6  | a language
          min_likes:many       | 11 | a number
          min_likes:-1         | 11 | a number
          min_likes:9999999999 | 11 | a number
          a b -min_likes:x     | 16 | a number
          """)
  void isRefusedWithTheColumn(String query, int column, String expected) {
    QueryFault fault = fault(query);
    assertThat(fault.column()).as(fault.getMessage()).isEqualTo(column);
    assertThat(fault.code()).isEqualTo("invalid_format");
    assertThat(fault.getMessage()).startsWith("Column " + column + ": expected").contains(expected);
  }

  @Test
  void termsAndDepthAreBounded_S14() {
    String most = "a ".repeat(Parser.MAX_TERMS);
    assertThat(Parser.parse(most)).isInstanceOf(Node.And.class);
    assertThat(fault(most + "b").code()).isEqualTo("too_many");
    assertThat(fault(most + "b").column()).isEqualTo(2 * Parser.MAX_TERMS + 1);
    assertThat(Parser.parse("(".repeat(8) + "a" + ")".repeat(8))).isInstanceOf(Node.Word.class);
    assertThat(fault("(".repeat(9) + "a" + ")".repeat(9)).column()).isEqualTo(9);
    assertThat(fault("(".repeat(500)).code()).isEqualTo("too_many");
    assertThat(fault("-(".repeat(250)).code()).isEqualTo("too_many");
  }

  private static QueryFault fault(String query) {
    QueryFault fault = catchThrowableOfType(QueryFault.class, () -> Parser.parse(query));
    assertThat(fault).as(query).isNotNull();
    return fault;
  }

  private static String show(Node node) {
    return switch (node) {
      case Node.And and -> join(and.all(), " & ");
      case Node.Or or -> join(or.any(), " / ");
      case Node.Not not -> "!" + show(not.node());
      case Node.Word word -> word.text();
      case Node.Phrase phrase -> '"' + phrase.text() + '"';
      case Node.Tag tag -> "#" + tag.tag();
      case Node.Mention mention -> "@" + mention.handle();
      case Node.From from -> "from(" + from.handle() + ")";
      case Node.To to -> "to(" + to.handle() + ")";
      case Node.Since since -> "since(" + time(since.from()) + ")";
      case Node.Until until -> "until(" + time(until.end()) + ")";
      case Node.Has has -> "has(" + has.thing().name().toLowerCase(Locale.ROOT) + ")";
      case Node.Lang lang -> "lang(" + lang.code() + ")";
      case Node.MinLikes likes -> "likes(" + likes.likes() + ")";
    };
  }

  private static String time(Instant time) {
    return time.toString();
  }

  private static String join(List<Node> nodes, String by) {
    return nodes.stream().map(ParserTest::show).collect(Collectors.joining(by, "(", ")"));
  }
}
