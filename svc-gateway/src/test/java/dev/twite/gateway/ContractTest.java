package dev.twite.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.twite.common.error.ErrorCode;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ContractTest {
  /** Never told: nobody is there to hear the first, and token_invalid says the second. */
  private static final Set<String> INNER = Set.of("cancelled", "session_revoked");

  @Test
  void everyErrorWordIsInTheContractAndNoOther() {
    Set<String> words = new TreeSet<>();
    for (ErrorCode code : ErrorCode.values()) {
      words.add(code.word());
    }
    words.removeAll(INNER);
    assertThat(new Contract().errorWords()).isEqualTo(words);
  }
}
