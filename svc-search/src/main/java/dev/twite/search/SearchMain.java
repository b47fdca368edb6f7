package dev.twite.search;

import dev.twite.common.boot.RunningService;

/** The process of svc-search. */
public final class SearchMain {
  private SearchMain() {}

  public static void main(String[] args) {
    RunningService.main(new SearchSpec());
  }
}
