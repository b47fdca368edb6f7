package dev.twite.auth.key;

import dev.twite.auth.store.SigningKeyRow;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The keys as this process knows them; {@link KeyRotation} keeps them fresh. */
public final class SigningKeys {
  private final KeySealing sealing;
  private final Clock clock;
  private volatile List<SigningKey> keys = List.of();

  @Inject
  SigningKeys(KeySealing sealing, Clock clock) {
    this.sealing = sealing;
    this.clock = clock;
  }

  /** The key that signs now. */
  SigningKey current() {
    long now = clock.millis();
    return keys.stream()
        .filter(key -> key.row().signsFromMs() <= now && !key.row().isOver(now))
        .findFirst()
        .orElseThrow(() -> TwiteException.of(ErrorCode.UNAVAILABLE));
  }

  /** The public keys to publish: the next, the current and those whose tokens still live. */
  public List<SigningKeyRow> published() {
    long now = clock.millis();
    return keys.stream().map(SigningKey::row).filter(row -> !row.isOver(now)).toList();
  }

  /**
   * Takes what the database holds.
   *
   * @param rows all keys, the one that signs last first
   */
  void load(List<SigningKeyRow> rows) {
    List<SigningKey> known = keys;
    List<SigningKey> loaded = new ArrayList<>();
    for (SigningKeyRow row : rows) {
      loaded.add(
          known.stream()
              .filter(key -> key.row().kid().equals(row.kid()))
              .findFirst()
              .map(key -> new SigningKey(row, key.privateKey()))
              .orElseGet(() -> sealing.open(row)));
    }
    keys = List.copyOf(loaded);
  }
}
