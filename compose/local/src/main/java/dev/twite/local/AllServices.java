package dev.twite.local;

import java.util.List;

/** Every service there is. */
final class AllServices {
  private AllServices() {}

  static List<LocalService> list() {
    return List.of();
  }
}
