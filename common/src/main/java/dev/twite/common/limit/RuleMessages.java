package dev.twite.common.limit;

import dev.twite.proto.ratelimit.v1.GetRulesResponse;
import dev.twite.proto.ratelimit.v1.Rule.Unit;
import dev.twite.proto.ratelimit.v1.Rule.WhenAway;
import java.time.Duration;
import java.util.Locale;

/** Rules on the wire. */
public final class RuleMessages {
  private RuleMessages() {}

  public static GetRulesResponse of(Rules rules) {
    GetRulesResponse.Builder answer = GetRulesResponse.newBuilder().setVersion(rules.version());
    for (Rule rule : rules.all()) {
      answer
          .addRulesBuilder()
          .setName(rule.name())
          .setCapacity(rule.capacity())
          .setPeriodMs(rule.period().toMillis())
          .setUnit(Unit.valueOf(rule.unit().name()))
          .setBy(rule.by().name().toLowerCase(Locale.ROOT))
          .setWhenAway(WhenAway.valueOf(rule.whenAway().name()))
          .addAllRoutes(rule.routes());
    }
    return answer.build();
  }

  static Rules read(GetRulesResponse answer) {
    return new Rules(answer.getRulesList().stream().map(RuleMessages::read).toList());
  }

  // What a newer svc-ratelimit says and this one does not know reads as its first meaning.
  private static Rule read(dev.twite.proto.ratelimit.v1.Rule rule) {
    return new Rule(
        rule.getName(),
        rule.getCapacity(),
        Duration.ofMillis(rule.getPeriodMs()),
        rule.getUnit() == Unit.BYTES ? Rule.Unit.BYTES : Rule.Unit.REQUESTS,
        rule.getBy().equals("address") ? Rule.By.ADDRESS : Rule.By.TOKEN,
        switch (rule.getWhenAway()) {
          case LOCAL -> Rule.WhenAway.LOCAL;
          case CLOSED -> Rule.WhenAway.CLOSED;
          case OPEN, UNRECOGNIZED -> Rule.WhenAway.OPEN;
        },
        rule.getRoutesList().stream()
            .filter(text -> RoutePattern.parse(text).isPresent())
            .toList());
  }
}
