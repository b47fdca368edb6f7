package dev.twite.common.db;

import com.google.common.hash.Hashing;
import com.google.protobuf.Message;
import dev.twite.common.error.ErrorCode;
import dev.twite.common.error.TwiteException;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;

/**
 * Remembers what a POST with an Idempotency-Key made, in the transaction that makes it (table
 * {@code idempotency_key}, the same in every service that uses it), so that a repeat within 24
 * hours makes nothing (R2).
 */
public final class IdempotencyKeys {
  private IdempotencyKeys() {}

  /**
   * What an earlier, equal request with this key made, without claiming the key: so that a repeat
   * is answered although what it refers to has gone since.
   *
   * @throws TwiteException IDEMPOTENCY_KEY_REUSED when the earlier request was another
   */
  public static Optional<Long> find(Handle handle, long owner, String key, Message request) {
    return key.isEmpty() ? Optional.empty() : earlier(handle, owner, key, hashOf(request));
  }

  /**
   * Claims a key. The first transaction to claim goes on; others wait for it to end and then see
   * what it made.
   *
   * @param owner the account, or a hash of what identifies the caller where there is none
   * @param key as the client sent it; empty = no key, nothing to do
   * @param request the request without its key
   * @param createdId id of what the caller is about to make
   * @return the id that an earlier, equal request made; empty when this is the first
   * @throws TwiteException IDEMPOTENCY_KEY_REUSED when the earlier request was another
   */
  public static Optional<Long> claim(
      Handle handle, long owner, String key, Message request, long createdId, long nowMs) {
    if (key.isEmpty()) {
      return Optional.empty();
    }
    byte[] hash = hashOf(request);
    int inserted =
        handle
            .createUpdate(
                """
                INSERT INTO idempotency_key (owner_id, key, request_hash, created_id, created_at_ms)
                VALUES (:owner, :key, :hash, :createdId, :now)
                ON CONFLICT DO NOTHING
                """)
            .bind("owner", owner)
            .bind("key", key)
            .bind("hash", hash)
            .bind("createdId", createdId)
            .bind("now", nowMs)
            .execute();
    if (inserted == 1) {
      return Optional.empty();
    }
    return earlier(handle, owner, key, hash);
  }

  private static Optional<Long> earlier(Handle handle, long owner, String key, byte[] hash) {
    Optional<Claim> earlier =
        handle
            .createQuery(
                "SELECT request_hash, created_id FROM idempotency_key WHERE owner_id = :owner AND key = :key")
            .bind("owner", owner)
            .bind("key", key)
            .map(ConstructorMapper.of(Claim.class))
            .findOne();
    if (earlier.isPresent() && !Arrays.equals(earlier.get().requestHash(), hash)) {
      throw TwiteException.of(ErrorCode.IDEMPOTENCY_KEY_REUSED);
    }
    return earlier.map(Claim::createdId);
  }

  private static byte[] hashOf(Message request) {
    return Hashing.sha256().hashBytes(request.toByteArray()).asBytes();
  }

  /** A row of the table. */
  public record Claim(byte[] requestHash, long createdId) {}
}
