package dev.twite.ratelimit.store;

import dev.twite.common.limit.Rule;

/**
 * What is asked of one bucket.
 *
 * @param lease what the caller would like besides
 */
public record Draw(Rule rule, String subject, long cost, long lease) {
  String key() {
    return key(rule.name(), subject);
  }

  static String key(String rule, String subject) {
    return "limit:" + rule + ":" + subject;
  }
}
