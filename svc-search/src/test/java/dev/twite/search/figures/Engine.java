package dev.twite.search.figures;

import java.util.List;

/** One of the two that are compared. Public tweets only, ids of the first page or of more. */
interface Engine {
  /** How many tweets a page has. */
  int PAGE = 20;

  /** Newest first. */
  List<Long> recent(Question question, int limit) throws Exception;

  /** The first page, best first. */
  List<Long> top(Question question) throws Exception;
}
