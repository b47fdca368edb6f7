package dev.twite.search.query;

import dev.twite.search.query.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads queries, by recursive descent:
 *
 * <pre>
 * query = any ;
 * any   = all { "OR" all } ;            (* AND binds closer, as on X *)
 * all   = one { one } ;
 * one   = [ "-" ] ( "(" any ")" | term ) ;
 * </pre>
 */
public final class Parser {
  /** Words, phrases, tags and operators in a query. */
  public static final int MAX_TERMS = 32;

  private static final int MAX_DEPTH = 8;
  private static final String A_TERM = "a word, a \"phrase\", a #tag, an operator or (";

  private final List<Token> tokens;
  private int at;
  private int terms;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /**
   * What a query means.
   *
   * @throws QueryFault with the column
   */
  public static Node parse(String query) {
    Parser parser = new Parser(Lexer.tokens(query));
    Node node = parser.any();
    if (parser.kind() == Kind.CLOSE) {
      throw QueryFault.expected(parser.token().column(), "a ( before this )");
    }
    return node;
  }

  private Node any() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(all());
    while (kind() == Kind.OR) {
      at++;
      nodes.add(all());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.Or(List.copyOf(nodes));
  }

  private Node all() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(one());
    while (kind() != Kind.OR && kind() != Kind.CLOSE && kind() != Kind.END) {
      nodes.add(one());
    }
    return nodes.size() == 1 ? nodes.getFirst() : new Node.And(List.copyOf(nodes));
  }

  private Node one() {
    if (kind() != Kind.MINUS) {
      return positive();
    }
    at++;
    return new Node.Not(positive());
  }

  private Node positive() {
    Token token = token();
    return switch (token.kind()) {
      case OPEN -> group(token);
      case OR, CLOSE, END, MINUS -> throw QueryFault.expected(token.column(), A_TERM + missing());
      default -> {
        at++;
        if (++terms > MAX_TERMS) {
          throw QueryFault.tooMany(token.column(), "more than " + MAX_TERMS + " terms");
        }
        yield Terms.of(token);
      }
    };
  }

  private Node group(Token open) {
    if (++depth > MAX_DEPTH) {
      throw QueryFault.tooMany(open.column(), "more than " + MAX_DEPTH + " parentheses deep");
    }
    at++;
    Node inside = any();
    if (kind() != Kind.CLOSE) {
      throw QueryFault.expected(token().column(), "a ) for the ( at column " + open.column());
    }
    at++;
    depth--;
    return inside;
  }

  /** After or before what a term is missing. */
  private String missing() {
    if (at > 0 && tokens.get(at - 1).kind() == Kind.OR) {
      return " after OR";
    }
    if (at > 0 && tokens.get(at - 1).kind() == Kind.MINUS) {
      return " after -";
    }
    return kind() == Kind.OR ? " before OR" : "";
  }

  private Kind kind() {
    return token().kind();
  }

  private Token token() {
    return tokens.get(at);
  }
}
