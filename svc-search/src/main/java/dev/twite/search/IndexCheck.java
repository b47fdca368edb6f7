package dev.twite.search;

import dev.twite.common.ops.HealthCheck;
import dev.twite.search.store.SearchIndex;
import jakarta.inject.Inject;

/** The service is ready when its index has been built. */
final class IndexCheck implements HealthCheck {
  private final SearchIndex index;

  @Inject
  IndexCheck(SearchIndex index) {
    this.index = index;
  }

  @Override
  public String name() {
    return "index";
  }

  @Override
  public void check() {
    if (!index.isBuilt()) {
      throw new IllegalStateException("The index is being built");
    }
  }
}
