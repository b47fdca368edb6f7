package dev.twite.search.query;

import java.time.Instant;
import java.util.List;

/** What a query means, as a tree. */
public sealed interface Node {
  /** All of them. */
  record And(List<Node> all) implements Node {}

  /** At least one of them. */
  record Or(List<Node> any) implements Node {}

  record Not(Node node) implements Node {}

  /** A word in any of its forms; what has no space around it is one word here. */
  record Word(String text) implements Node {}

  /** These words, as they are, one after the other. */
  record Phrase(String text) implements Node {}

  /** Without its sign, as written. */
  record Tag(String tag) implements Node {}

  /** Somebody is mentioned; without the sign. */
  record Mention(String handle) implements Node {}

  record From(String handle) implements Node {}

  /** An answer to somebody. */
  record To(String handle) implements Node {}

  /** At this moment or later. */
  record Since(Instant from) implements Node {}

  /** Before this moment. */
  record Until(Instant end) implements Node {}

  record Has(Thing thing) implements Node {}

  /** In lower case. */
  record Lang(String code) implements Node {}

  record MinLikes(long likes) implements Node {}

  /** What a tweet can have. */
  enum Thing {
    MEDIA,
    LINKS
  }
}
