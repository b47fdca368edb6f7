package dev.twite.email.store;

import dev.twite.email.Kind;
import java.util.Optional;

/**
 * A message that is being sent.
 *
 * @param id with the kind, the message's id
 * @param userId whose it is; 0 for the operators
 * @param sealedToken as in MailRequested
 * @param sealedDetail as in MailRequested
 * @param expiresAtMs 0 = never
 * @param attempts this one included; who ends the attempt must name it, so that one whose lease ran
 *     out ends nothing
 */
public record MessageRow(
    long id,
    Kind kind,
    long userId,
    long actorId,
    long tweetId,
    long notificationId,
    Optional<byte[]> sealedToken,
    Optional<byte[]> sealedDetail,
    long expiresAtMs,
    int attempts,
    String requestId,
    long createdAtMs) {
  /** Nothing sealed: this may end up in a log. */
  @Override
  public String toString() {
    return kind.word() + " " + id;
  }
}
