package dev.twite.local;

import dev.twite.common.testing.TimedTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** The core path with all services in one process; {@link ShapesProofIT} has the other shape. */
@ExtendWith(SharedTown.class)
class CoreJourneyIT {
  @TimedTest
  void aFollowerSeesATweetWithin200MsOfItsAcknowledgement(Town town) throws Exception {
    CoreJourney.walk(town.url());
  }
}
