package dev.twite.gateway.impression;

import dev.twite.common.config.ConfigReader;
import dev.twite.common.kafka.KafkaConfig;
import java.util.Optional;

/**
 * @param kafka where views go; empty: nowhere
 * @param weight one answer in so many is told of, and stands for all of them; 0: none is
 * @param most answers told of in a second, by this process; while there are more, fewer are told of
 */
public record ImpressionConfig(Optional<KafkaConfig> kafka, int weight, int most) {
  private static final String SAMPLE = "IMPRESSION_SAMPLE";

  public static ImpressionConfig from(ConfigReader config) {
    String text =
        config.string(
            SAMPLE, "1.0", "the share of answers whose views are counted, 0 to 1 (rounded to 1/n)");
    int most =
        config.integer(
            "IMPRESSION_MOST",
            50,
            1,
            1_000_000,
            "answers a second that are told of; of more a share, each for several");
    return new ImpressionConfig(KafkaConfig.ifSet(config), weight(config, text), most);
  }

  private static int weight(ConfigReader config, String text) {
    try {
      double share = Double.parseDouble(text);
      if (share == 0) {
        return 0;
      }
      if (share >= 0.000_001 && share <= 1) {
        return (int) Math.round(1 / share);
      }
    } catch (NumberFormatException notANumber) {
      config.fault(SAMPLE, "'" + text + "' is not a number");
      return 1;
    }
    config.fault(SAMPLE, text + " is not from 0.000001 to 1, nor 0");
    return 1;
  }
}
